package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.catalog.NameSyntax;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Encodes a search as length-prefixed values in one text. */
final class SearchCursorFormat {
    private SearchCursorFormat() {}

    static final class Printer {
        private final StringBuilder text = new StringBuilder();

        Printer add(Object value) {
            var printed = value.toString();
            text.append(printed.length()).append(':').append(printed);
            return this;
        }

        Printer addOrNull(@Nullable Object value) {
            if (value == null) {
                text.append('-');
                return this;
            }
            return add(value);
        }

        Printer addAll(List<String> values) {
            add(values.size());
            values.forEach(this::add);
            return this;
        }

        Printer search(Search search) {
            var terms = search.terms();
            var filters = terms.filters();
            add(search instanceof Search.Packages ? "P" : "O");
            add(terms.text()).addAll(terms.buckets()).add(search.order());
            addAll(filters.extensions()).addOrNull(filters.minSize()).addOrNull(filters.maxSize());
            addOrNull(filters.after()).addOrNull(filters.before());
            if (search instanceof Search.Packages packages) {
                add(packages.latestOnly() ? 1 : 0).add(packages.meta().size());
                packages.meta().forEach(this::meta);
            }
            return this;
        }

        private void meta(MetaFilter filter) {
            add(filter.path());
            switch (filter.predicate()) {
                case MetaFilter.NumberPredicate(var gte, var lte) ->
                    add("N").addOrNull(gte).addOrNull(lte);
                case MetaFilter.DatetimePredicate(var gte, var lte) ->
                    add("D").addOrNull(gte).addOrNull(lte);
                case MetaFilter.TextPredicate(var query) -> add("T").add(query);
                case MetaFilter.KeywordPredicate(var terms, var wildcard) ->
                    add("K").addAll(terms).addOrNull(wildcard);
                case MetaFilter.BooleanPredicate(var yes, var no) ->
                    add("F").add(yes).add(no);
            }
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Parses the text of a {@link Printer}; throws some {@link RuntimeException} on any other text. */
    static final class Parser {
        private static final int MOST = 1000;

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        @Nullable
        String textOrNull() {
            if (text.charAt(at) == '-') {
                at++;
                return null;
            }
            var colon = text.indexOf(':', at);
            var start = colon + 1;
            at = start + Integer.parseInt(text, at, colon, 10);
            var value = text.substring(start, at);
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a text contains NUL");
            }
            return value;
        }

        String text() {
            return required(textOrNull());
        }

        private static <T> T required(@Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("a value is missing");
            }
            return value;
        }

        private <T> @Nullable T orNull(Function<String, T> parser) {
            var value = textOrNull();
            return value == null ? null : parser.apply(value);
        }

        int number(int most) {
            var number = Integer.parseInt(text());
            if (number < 0 || number > most) {
                throw new IllegalArgumentException("a number is out of bounds");
            }
            return number;
        }

        List<String> texts() {
            var texts = new ArrayList<String>();
            for (var left = number(MOST); left > 0; left--) {
                texts.add(text());
            }
            return texts;
        }

        Search search() {
            var packages = text().equals("P");
            var text = text();
            var buckets = texts().stream().map(NameSyntax::bucket).toList();
            var order = SearchOrder.valueOf(text());
            var filters = new SearchFilters(
                    texts(),
                    orNull(Long::valueOf),
                    orNull(Long::valueOf),
                    orNull(Instant::parse),
                    orNull(Instant::parse));
            var terms = new Search.Terms(text, buckets, filters);
            if (!packages) {
                return new Search.Objects(terms, order);
            }
            var latestOnly = number(1) == 1;
            var meta = new ArrayList<MetaFilter>();
            for (var left = number(MOST); left > 0; left--) {
                meta.add(new MetaFilter(text(), predicate()));
            }
            return new Search.Packages(terms, order, latestOnly, meta);
        }

        private MetaFilter.Predicate predicate() {
            return switch (text()) {
                case "N" -> new MetaFilter.NumberPredicate(orNull(Double::valueOf), orNull(Double::valueOf));
                case "D" -> new MetaFilter.DatetimePredicate(orNull(Instant::parse), orNull(Instant::parse));
                case "T" -> new MetaFilter.TextPredicate(text());
                case "K" -> new MetaFilter.KeywordPredicate(texts(), textOrNull());
                case "F" -> new MetaFilter.BooleanPredicate(Boolean.parseBoolean(text()), Boolean.parseBoolean(text()));
                default -> throw new IllegalArgumentException("unknown predicate");
            };
        }
    }
}
