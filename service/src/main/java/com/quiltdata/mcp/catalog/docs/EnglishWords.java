package com.quiltdata.mcp.catalog.docs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Splits English text into words by which it is found: lower case, without endings, and without the commonest words. */
final class EnglishWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern ENDING = Pattern.compile("(?<=.{3})(?:(?:at)?(?:e|ed|es|ings?|ions?)|s|y|ies)$");
    private static final Pattern DOUBLED = Pattern.compile("([bdgmnprt])\\1$");
    private static final Set<String> COMMON =
            Set.of(("a an and are as at be but by for if in into is it no not of on or such that the their then there"
                            + " these they this to was will with")
                    .split(" "));

    private EnglishWords() {}

    static List<String> of(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .filter(word -> !COMMON.contains(word))
                .map(EnglishWords::stem)
                .toList();
    }

    /** Returns what "package", "packages" and "packaging" have in common. */
    private static String stem(String word) {
        var stem = ENDING.matcher(word).replaceFirst("");
        return DOUBLED.matcher(stem).replaceFirst("$1");
    }
}
