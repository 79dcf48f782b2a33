package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.MetaFilter;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Name;
import jakarta.validation.Valid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A filter on user metadata as the registry's schema spells it: a path and one predicate. */
record MetaInput(
        @Doc("JSON pointer, like /experiment/date") String path,

        @Doc("Bounds of a number") @Valid @Nullable Numbers number,
        @Doc("Bounds of a date") @Valid @Nullable Dates datetime,
        @Doc("Words in a text") @Valid @Nullable Words text,
        @Doc("Exact values, or a pattern") @Valid @Nullable Keywords keyword,

        @Doc("Of a boolean") @Name("boolean") @Valid @Nullable
        Flags flag) {
    record Numbers(
            @Doc("At least") @Nullable Double gte,
            @Doc("At most") @Nullable Double lte) {}

    record Dates(
            @Doc("Not before, ISO 8601") @Nullable String gte,
            @Doc("Not after") @Nullable String lte) {}

    record Words(@Doc("Query string") @Name("queryString") String queryString) {}

    record Keywords(
            @Doc("Any of these") @Nullable List<String> terms,
            @Doc("With * and ?") @Nullable String wildcard) {}

    record Flags(
            @Doc("Take true") @Name("true") @Nullable Boolean yes,
            @Doc("Take false") @Name("false") @Nullable Boolean no) {}

    MetaFilter filter() {
        var given = Stream.of(number, datetime, text, keyword, flag)
                .filter(Objects::nonNull)
                .count();
        if (given != 1 || !path.startsWith("/")) {
            throw new Failure.Invalid(
                    "`user_meta_filters`: each has a path that begins with / and one of number, datetime, text, keyword, boolean;"
                            + " send {\"path\": \"/year\", \"number\": {\"gte\": 2020}}.");
        }
        return new MetaFilter(path, predicate());
    }

    private MetaFilter.Predicate predicate() {
        if (number != null) {
            return new MetaFilter.Amount(number.gte(), number.lte());
        } else if (datetime != null) {
            return new MetaFilter.Datetime(instant(datetime.gte()), instant(datetime.lte()));
        } else if (text != null) {
            return new MetaFilter.Text(text.queryString());
        } else if (keyword != null) {
            return new MetaFilter.Keyword(Objects.requireNonNullElse(keyword.terms(), List.of()), keyword.wildcard());
        }
        return new MetaFilter.Flag(
                flag != null && Boolean.TRUE.equals(flag.yes()), flag != null && Boolean.TRUE.equals(flag.no()));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Argument.parse("user_meta_filters", text, MetaInput::parsed);
    }

    private static Instant parsed(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } else if (text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z")) {
            return Instant.parse(text);
        }
        throw new IllegalArgumentException("a date is written as 2024-01-31 or 2024-01-31T12:00:00Z.");
    }
}
