package attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Property names whose hashes collide in Jackson's symbol tables for every seed. */
final class Collisions {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    private static final int MULTIPLIER = 33;
    private static final int INVERSE = inverse(MULTIPLIER);

    private Collisions() {}

    /** Returns names of eight bytes that collide when names are read from bytes ({@code ByteQuadsCanonicalizer}). */
    static List<String> ofBytes(int count) {
        var names = new ArrayList<String>();
        var same = mixed(quad(0)) + quad(1) * MULTIPLIER;
        for (var i = 0; names.size() < count; i++) {
            var first = quad(i);
            var second = text((same - mixed(first)) * INVERSE);
            if (second.chars().allMatch(one -> LETTERS.indexOf(one) >= 0)) {
                names.add(text(first) + second);
            }
        }
        return names;
    }

    /** Returns names of twenty characters that collide when names are read from characters ({@code CharsToNameCanonicalizer}). */
    static List<String> ofCharacters(int count) {
        var names = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var name = new StringBuilder();
            for (var bit = 0; bit < 10; bit++) {
                name.append((i >> bit & 1) == 0 ? "Bb" : "CA");
            }
            names.add(name.toString());
        }
        return names;
    }

    /** Returns an object with these names. */
    static String object(List<String> names) {
        return names.stream().map(name -> '"' + name + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    private static int mixed(int quad) {
        var sum = quad + (quad >>> 15);
        return sum ^ (sum >>> 9);
    }

    private static int quad(int number) {
        var quad = 0;
        for (int i = 0, left = number; i < 4; i++, left /= LETTERS.length()) {
            quad = quad << 8 | LETTERS.charAt(left % LETTERS.length());
        }
        return quad;
    }

    private static String text(int quad) {
        var text = new StringBuilder();
        for (var shift = 24; shift >= 0; shift -= 8) {
            text.append((char) (quad >>> shift & 0xff));
        }
        return text.toString();
    }

    private static int inverse(int odd) {
        var inverse = odd;
        for (var i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
