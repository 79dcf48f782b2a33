package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.search.MetaFilter;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Name;
import jakarta.validation.Valid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A filter on user metadata in the form of the registry's schema: a path and one predicate. */
record MetaFilterInput(
        @Doc("JSON pointer, e.g. \"/experiment/date\"") String path,

        @Doc("Range of a number") @Valid @Nullable NumberRange number,
        @Doc("Range of a date") @Valid @Nullable DateRange datetime,
        @Doc("Full-text match") @Valid @Nullable TextMatch text,

        @Doc("Exact values or a wildcard pattern") @Valid @Nullable
        KeywordMatch keyword,

        @Doc("Boolean values") @Name("boolean") @Valid @Nullable
        BooleanMatch flag) {
    record NumberRange(
            @Doc("Minimum, inclusive") @Nullable Double gte,
            @Doc("Maximum, inclusive") @Nullable Double lte) {}

    record DateRange(
            @Doc("Earliest, ISO 8601, e.g. 2024-01-31") @Nullable
            String gte,

            @Doc("Latest, ISO 8601") @Nullable String lte) {}

    record TextMatch(
            @Doc("Words to match") @Name("queryString") String queryString) {}

    record KeywordMatch(
            @Doc("Match any of these values") @Nullable List<String> terms,
            @Doc("Pattern with * and ?") @Nullable String wildcard) {}

    record BooleanMatch(
            @Doc("Match true") @Name("true") @Nullable Boolean yes,
            @Doc("Match false") @Name("false") @Nullable Boolean no) {}

    MetaFilter filter() {
        var given = Stream.of(number, datetime, text, keyword, flag)
                .filter(Objects::nonNull)
                .count();
        if (given != 1 || !path.startsWith("/")) {
            throw new Failure.Invalid(
                    "`user_meta_filters`: each filter needs a path that starts with / and exactly one of number, "
                            + "datetime, text, keyword, boolean; for example {\"path\": \"/year\", \"number\": "
                            + "{\"gte\": 2020}}.");
        }
        return new MetaFilter(path, predicate());
    }

    private MetaFilter.Predicate predicate() {
        if (number != null) {
            return new MetaFilter.NumberPredicate(number.gte(), number.lte());
        } else if (datetime != null) {
            return new MetaFilter.DatetimePredicate(instant(datetime.gte()), instant(datetime.lte()));
        } else if (text != null) {
            return new MetaFilter.TextPredicate(text.queryString());
        } else if (keyword != null) {
            return new MetaFilter.KeywordPredicate(
                    Objects.requireNonNullElse(keyword.terms(), List.of()), keyword.wildcard());
        }
        return new MetaFilter.BooleanPredicate(
                flag != null && Boolean.TRUE.equals(flag.yes()), flag != null && Boolean.TRUE.equals(flag.no()));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : ArgumentParser.parse("user_meta_filters", text, MetaFilterInput::parsed);
    }

    private static Instant parsed(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } else if (text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z")) {
            return Instant.parse(text);
        }
        throw new IllegalArgumentException("a date must look like 2024-01-31 or 2024-01-31T12:00:00Z.");
    }
}
