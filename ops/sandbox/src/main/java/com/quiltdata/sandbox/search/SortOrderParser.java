package com.quiltdata.sandbox.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses {@code order} and {@code ordering}. */
public final class SortOrderParser {
    private static final String GRAMMAR =
            "ordering must be sys:{name|modified|size|entries|hash|workflow|comment}:{asc|desc} or"
                    + " usr:{JSON pointer}:{number|datetime|keyword|text|boolean}:{asc|desc}";
    private static final Pattern EXPRESSION = Pattern.compile(
            "(?:sys:(?<field>[a-z]+)|usr:(?<pointer>.*):(?<type>[a-z]+)):(?<dir>asc|desc)", Pattern.DOTALL);
    private static final Map<String, String> SYSTEM = Map.of(
            "name", "ptr_name",
            "modified", "ptr_last_modified",
            "size", "mnfst_stats.total_bytes",
            "entries", "mnfst_stats.total_files",
            "hash", "mnfst_hash",
            "workflow", "mnfst_workflow.id",
            "comment", "mnfst_message");

    private SortOrderParser() {}

    /** Objects are ordered by an enum in every registry. */
    public static SortOrder ofObjects(@Nullable String order) {
        return named(order, "last_modified", "key");
    }

    /** In older registries, packages are ordered by the same enum. */
    public static @Nullable String ofPackages(@Nullable String order) {
        SortOrder named = named(order, "modified", "name");
        return named.field() == null ? null : "sys:" + named.field() + (named.descending() ? ":desc" : ":asc");
    }

    private static SortOrder named(@Nullable String order, String time, String name) {
        return switch (order) {
            case "NEWEST" -> new SortOrder(time, true);
            case "OLDEST" -> new SortOrder(time, false);
            case "LEX_ASC" -> new SortOrder(name, false);
            case "LEX_DESC" -> new SortOrder(name, true);
            case null, default -> SortOrder.RELEVANCE;
        };
    }

    /** Returns the order of an expression, if the existing fields support it. */
    public static SortOrder parse(@Nullable Object expression, Predicate<String> indexed) {
        if (expression == null) {
            return SortOrder.RELEVANCE;
        }
        Matcher parts = EXPRESSION.matcher(expression instanceof String text ? text : "");
        if (!parts.matches()) {
            throw unparseable();
        }
        boolean descending = "desc".equals(parts.group("dir"));
        String system = parts.group("field");
        if (system != null) {
            String field = Optional.ofNullable(SYSTEM.get(system)).orElseThrow(SortOrderParser::unparseable);
            if (FieldType.of(field) == FieldType.TEXT) {
                throw unsupported("packages cannot be ordered by " + system);
            }
            return new SortOrder(field, descending);
        }
        return new SortOrder(userMeta(parts.group("type"), parts.group("pointer"), indexed), descending);
    }

    private static String userMeta(String name, String pointer, Predicate<String> indexed) {
        UserMeta.Type type = Arrays.stream(UserMeta.Type.values())
                .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(SortOrderParser::unparseable);
        if (!pointer.startsWith("/")) {
            throw unparseable();
        }
        String field = UserMeta.field(type == UserMeta.Type.TEXT ? UserMeta.Type.KEYWORD : type, pointer);
        if (!indexed.test(field)) {
            throw unsupported(pointer + " has no values that can be ordered as " + name);
        }
        return field;
    }

    private static InvalidQueryException unparseable() {
        return new InvalidQueryException("ordering", "ordering", GRAMMAR);
    }

    private static InvalidQueryException unsupported(String reason) {
        return new InvalidQueryException("ordering", "UnsupportedSort", reason);
    }
}
