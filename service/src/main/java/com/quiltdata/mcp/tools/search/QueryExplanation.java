package com.quiltdata.mcp.tools.search;

/** Explains in one sentence how a query was interpreted. */
final class QueryExplanation {
    private QueryExplanation() {}

    static String of(ParsedQuery reading) {
        if (reading.text().isEmpty() && reading.filters().none()) {
            return "The query matches everything.";
        } else if (reading.syntax()) {
            return "The query is in query syntax and was sent unchanged.";
        }
        var filters = QueryText.filters(reading.filters(), false);
        return filters.isEmpty()
                ? "The query is plain words and was sent unchanged; a hit contains some or all of them."
                : "The query is plain words; %s became filters, and the remaining words were sent."
                        .formatted(String.join(", ", filters));
    }
}
