package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.DocsMatches.Hit;
import com.quiltdata.mcp.catalog.search.SnippetExtractor;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An immutable in-memory index of pages, ranked by titles, URLs and texts. */
record DocsIndex(List<DocsPage> pages, List<IndexedField> fields) {
    private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|([^\"]+)");

    static DocsIndex of(List<DocsPage> pages) {
        return new DocsIndex(
                List.copyOf(pages),
                List.of(
                        IndexedField.of(3, pages, DocsPage::title),
                        IndexedField.of(2, pages, DocsPage::words),
                        IndexedField.of(1, pages, page -> Objects.requireNonNullElse(page.text(), ""))));
    }

    record Matches(int total, List<Hit> hits) {}

    Matches search(String text, int limit, boolean versioned) {
        var scores = new double[pages.size()];
        for (var phrase : phrases(text)) {
            fields.forEach(field -> field.score(phrase, scores));
        }
        var matches = IntStream.range(0, scores.length)
                .filter(i -> scores[i] > 0 && (versioned || !pages.get(i).versioned()))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList();
        var hits = matches.stream()
                .limit(limit)
                .map(i -> hit(pages.get(i), text, scores[i]))
                .toList();
        return new Matches(matches.size(), hits);
    }

    /** Returns the words of a query, and its phrases in quotes; no text is a syntax error. */
    private static Set<List<String>> phrases(String text) {
        var phrases = new LinkedHashSet<List<String>>();
        PART.matcher(text).results().forEach(part -> {
            if (part.group(1) != null) {
                phrases.add(EnglishWords.of(part.group(1)));
            } else {
                EnglishWords.of(part.group(2)).forEach(word -> phrases.add(List.of(word)));
            }
        });
        phrases.remove(List.of());
        return phrases;
    }

    private static Hit hit(DocsPage page, String text, double score) {
        return new Hit(
                page.uri().toString(),
                page.title(),
                SnippetExtractor.of(page.text(), text),
                Math.round(score * 100) / 100.0,
                page.modified());
    }
}
