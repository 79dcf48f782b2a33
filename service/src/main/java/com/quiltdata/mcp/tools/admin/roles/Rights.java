package com.quiltdata.mcp.tools.admin.roles;

import com.google.common.collect.ImmutableMap;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares rights in buckets, and puts them into words. */
final class Rights {
    private static final int MAX_SHOWN = 5;

    private Rights() {}

    /** Returns what several policies allow together. */
    static Map<String, Level> union(Stream<Map<String, Level>> permissions) {
        var union = new TreeMap<String, Level>();
        permissions.forEach(one -> one.forEach((bucket, level) -> union.merge(bucket, level, Level.HIGHER)));
        return union;
    }

    /** Returns the rights before a change that are gone, or lower, after it. */
    static Map<String, Level> lost(Map<String, Level> before, Map<String, Level> after) {
        return before.entrySet().stream()
                .filter(it -> !after.containsKey(it.getKey())
                        || after.get(it.getKey()).compareTo(it.getValue()) < 0)
                .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns rights as words: {@code READ on `a` and READ_WRITE on `b`}. */
    static String words(Map<String, Level> permissions) {
        return permissions.isEmpty()
                ? "no right in a bucket"
                : first(permissions.entrySet().stream()
                        .map(it -> "%s on `%s`".formatted(it.getValue(), it.getKey()))
                        .toList());
    }

    /** Returns the wire form of rights. */
    static Map<String, String> wire(Map<String, Level> permissions, int max) {
        return permissions.entrySet().stream()
                .limit(max)
                .collect(ImmutableMap.toImmutableMap(
                        Map.Entry::getKey, it -> it.getValue().name()));
    }

    /** Returns the first names, and the number of the others. */
    static String few(List<String> names) {
        return first(names.stream()
                .map(name -> "`%s`".formatted(WellFormedText.shown(name)))
                .toList());
    }

    /** Returns the first names after their kind, as in {@code role `a`} or {@code roles `a`, `b`}. */
    static String few(String one, String several, List<NamedId> refs) {
        return (refs.size() == 1 ? one : several) + " "
                + few(refs.stream().map(NamedId::name).toList());
    }

    private static String first(List<String> texts) {
        var shown = texts.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        return texts.size() <= MAX_SHOWN
                ? shown.replaceFirst(", (?=[^,]*$)", " and ")
                : "%s and %,d more".formatted(shown, texts.size() - MAX_SHOWN);
    }
}
