package com.quiltdata.sandbox.people;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random material of given lengths. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Secrets() {}

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static String upper(int length) {
        return from(UPPER, length);
    }

    static String alphanumeric(int length) {
        return from(ALPHANUMERIC, length);
    }

    private static String from(String alphabet, int length) {
        return RANDOM.ints(length, 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }
}
