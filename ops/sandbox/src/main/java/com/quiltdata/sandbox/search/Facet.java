package com.quiltdata.sandbox.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A facet: the values of some packages under one pointer, all of one type. */
public record Facet(String path, UserMeta.Type type, List<Object> values) {
    /** The maximum number of distinct keywords that are offered as values. */
    private static final int MAX_KEYWORDS = 100;

    /** Returns the facets of these packages, sorted by path. */
    public static List<Facet> of(Stream<PackageDoc> docs) {
        Map<String, List<UserMeta>> byField = docs.flatMap(doc -> doc.manifest().metadataFields().stream())
                .collect(Collectors.groupingBy(UserMeta::field, TreeMap::new, Collectors.toList()));
        return byField.values().stream()
                .map(found -> new Facet(
                        found.getFirst().pointer(),
                        found.getFirst().type(),
                        found.stream()
                                .<Object>flatMap(field -> field.values().stream())
                                .toList()))
                .sorted(Comparator.comparing(Facet::path).thenComparing(Facet::type))
                .toList();
    }

    /** Returns the displayed type: keywords are text if there are too many of them. */
    public UserMeta.Type displayedType() {
        return type == UserMeta.Type.KEYWORD && values.stream().distinct().count() > MAX_KEYWORDS
                ? UserMeta.Type.TEXT
                : type;
    }

    public boolean sortable() {
        return type != UserMeta.Type.TEXT;
    }

    String field() {
        return UserMeta.field(type, path);
    }

    /** Returns at most this many values, the most frequent first. */
    public static List<String> frequent(Stream<String> values, int limit) {
        return values.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }
}
