package com.quiltdata.mcp.tools.search;

/** How a query was read, in a sentence. */
final class Explanation {
    private Explanation() {}

    static String of(Reading reading) {
        if (reading.text().isEmpty() && reading.filters().none()) {
            return "The query asks for everything.";
        } else if (reading.syntax()) {
            return "The query is written in query syntax and was sent as it is.";
        }
        var filters = Wording.filters(reading.filters(), false);
        return filters.isEmpty()
                ? "The query is plain words; they were sent as they are, and a hit has some or all of them."
                : "The query is plain words; %s was read out of it as filters, and the rest was sent as words."
                        .formatted(String.join(", ", filters));
    }
}
