package com.quiltdata.mcp.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR notation, such as {@code 192.0.2.0/24}, or a single address. */
public record Cidr(int bits, int hostBits, BigInteger network) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

    /** Parses a range; throws {@link IllegalArgumentException} for any other text. */
    public static Cidr of(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a CIDR");
        }
        var address = InetAddress.ofLiteral(match.group(1)).getAddress();
        var bits = address.length * Byte.SIZE;
        var prefix = match.group(2) == null ? bits : Integer.parseInt(match.group(2));
        if (prefix > bits) {
            throw new IllegalArgumentException("a prefix has at most " + bits + " bits");
        }
        return new Cidr(bits, bits - prefix, new BigInteger(1, address).shiftRight(bits - prefix));
    }

    /** Returns whether the address is in the range. */
    public boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length * Byte.SIZE == bits
                && new BigInteger(1, bytes).shiftRight(hostBits).equals(network);
    }
}
