package com.quiltdata.mcp.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Property names that all have the same hash in a symbol table of Jackson's, whatever its seed. */
public final class CollidingNames {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int HASH = 0x12345678;
    private static final int INVERSE_OF_33 = 0x3E0F83E1;

    private CollidingNames() {}

    /** Names of eight letters that collide in the table of the parser of bytes. */
    public static List<String> ofBytes(int count) {
        var names = new ArrayList<String>();
        for (int i = 0; names.size() < count; i++) {
            var head = i;
            var first = IntStream.range(0, 4).map(at -> letter(head, at)).reduce(0, (word, c) -> word << 8 | c);
            var mixed = first + (first >>> 15);
            var second = (HASH - (mixed ^ mixed >>> 9)) * INVERSE_OF_33;
            if (isLetters(second)) {
                names.add(text(first) + text(second));
            }
        }
        return names;
    }

    private static boolean isLetters(int word) {
        return IntStream.of(24, 16, 8, 0).allMatch(shift -> LETTERS.indexOf(word >>> shift & 0xFF) >= 0);
    }

    private static int letter(int number, int at) {
        return LETTERS.charAt(number / (int) Math.pow(LETTERS.length(), 3 - at) % LETTERS.length());
    }

    private static String text(int word) {
        return IntStream.of(24, 16, 8, 0)
                .mapToObj(shift -> String.valueOf((char) (word >>> shift & 0xFF)))
                .collect(Collectors.joining());
    }

    /** The sequences of ten "Ab" and "BA", which collide in the table of the parser of characters. */
    static List<String> ofCharacters() {
        return IntStream.range(0, 1 << 10)
                .mapToObj(bits -> IntStream.range(0, 10)
                        .mapToObj(at -> (bits >> at & 1) == 0 ? "Ab" : "BA")
                        .collect(Collectors.joining()))
                .toList();
    }

    /** An object with these names. */
    public static String object(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
    }
}
