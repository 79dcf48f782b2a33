package com.quiltdata.mcp.catalog.docs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One field of all documents, scored by BM25. Positions number the words of all documents in sequence, with a gap
 * after each document.
 *
 * @param starts position of each document's first word, and where a further document would start
 * @param positions ascending positions of each word
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IndexedField(double weight, int[] starts, Map<String, int[]> positions) {
    private static final double SATURATION = 1.2;
    private static final double LENGTH = 0.75;
    private static final int[] NONE = {};

    static IndexedField of(double weight, List<DocsPage> pages, Function<DocsPage, String> text) {
        var starts = new int[pages.size() + 1];
        var builders = new HashMap<String, IntStream.Builder>();
        for (int i = 0; i < pages.size(); i++) {
            var at = starts[i];
            for (var word : EnglishWords.of(text.apply(pages.get(i)))) {
                builders.computeIfAbsent(word, _ -> IntStream.builder()).add(at++);
            }
            starts[i + 1] = at + 1;
        }
        var positions = new HashMap<String, int[]>();
        builders.forEach((word, builder) -> positions.put(word, builder.build().toArray()));
        return new IndexedField(weight, starts, positions);
    }

    /** Adds to each document's score how well this field matches a phrase of one or more words. */
    void score(List<String> phrase, double[] scores) {
        var counts = new int[scores.length];
        for (var at : positions(phrase.getFirst())) {
            if (IntStream.range(1, phrase.size())
                    .allMatch(i -> Arrays.binarySearch(positions(phrase.get(i)), at + i) >= 0)) {
                counts[document(at)]++;
            }
        }
        var matching = Arrays.stream(counts).filter(count -> count > 0).count();
        var rarity = Math.log(1 + (counts.length - matching + 0.5) / (matching + 0.5));
        var average = (double) starts[counts.length] / counts.length;
        for (int i = 0; i < counts.length; i++) {
            var length = (starts[i + 1] - starts[i]) / average;
            scores[i] += weight * rarity * counts[i] / (counts[i] + SATURATION * (1 - LENGTH + LENGTH * length));
        }
    }

    private int[] positions(String word) {
        return positions.getOrDefault(word, NONE);
    }

    private int document(int position) {
        var found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }
}
