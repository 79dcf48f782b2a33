package com.quiltdata.mcp.text;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that is nearest to a mistyped one. */
public final class NearestName {
    private static final int MAX_LENGTH = 64;
    private static final int MAX_EDITS = 3;
    private static final int MIN_CONTAINED = 4;
    private static final CharMatcher LETTERS_AND_DIGITS =
            CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('0', '9'));
    private static final LevenshteinDistance EDITS = new LevenshteinDistance(MAX_EDITS);

    private NearestName() {}

    /**
     * Returns the nearest of the known names, regardless of case and separators: with the fewest edits, up to one for
     * three characters, or with the same words in another order or number; else the shortest that contains the name or is
     * contained in it.
     */
    public static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var bare = bare(name);
        return known.stream()
                .filter(it -> edits(name, it) <= Math.min(MAX_EDITS, bare(it).length() / 3))
                .min(Comparator.comparingInt(it -> edits(name, it)))
                .or(() -> known.stream()
                        .filter(it -> contains(bare(it), bare) || contains(bare, bare(it)))
                        .min(Comparator.comparingInt(String::length)));
    }

    /** Returns a sentence that asks whether the nearest name is meant, after a space; empty if no name is near. */
    public static String question(String name, Collection<String> known) {
        return of(name, known).map(" Did you mean %s?"::formatted).orElse("");
    }

    private static int edits(String name, String known) {
        if (sorted(name).equals(sorted(known))) {
            return 0;
        }
        var edits = EDITS.apply(bare(name), bare(known));
        return edits < 0 ? Integer.MAX_VALUE : edits;
    }

    private static boolean contains(String text, String part) {
        return part.length() >= MIN_CONTAINED && text.contains(part);
    }

    /** Returns the name in lower case, without anything but letters and digits. */
    public static String bare(String name) {
        return LETTERS_AND_DIGITS.retainFrom(Ascii.toLowerCase(name));
    }

    private static String sorted(String name) {
        return Arrays.stream(Ascii.toLowerCase(name).split("[^a-z0-9]+", -1))
                .map(word -> word.replaceFirst("s$", ""))
                .sorted()
                .collect(Collectors.joining("_"));
    }
}
