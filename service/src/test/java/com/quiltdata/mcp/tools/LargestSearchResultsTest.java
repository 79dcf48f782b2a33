package com.quiltdata.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found fits a model's context, however much there is. */
final class LargestSearchResultsTest {
    private static final int BUDGET = 20_000;
    private static final LargeCatalog CATALOG = new LargeCatalog();

    @ParameterizedTest
    @CsvSource({
        "search_docs_quilt_bio,limit,25,results",
        "search_objects,page_size,100,objects",
        "search_packages,page_size,100,packages",
        "search_catalog,limit,100,results",
    })
    void largestPageFits(String tool, String size, int most, String rows) {
        var answer = CATALOG.ask(tool, Map.of("query", "plates", size, most));
        System.out.printf(
                "%-24s %,7d tokens, %d of %d%n",
                tool, answer.tokens(), answer.structured().get(rows).size(), most);
        assertThat(answer.tokens()).isBetween(BUDGET / 3, BUDGET);
        assertThat(answer.structured().get(rows)).isNotEmpty();
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).isNotEmpty();
    }

    @Test
    void connectorSearchFitsAndNotesWhatIsOmitted() {
        var answer = CATALOG.ask("search", Map.of("query", "plates"));
        System.out.printf("search %,7d tokens%n", answer.tokens());
        assertThat(answer.tokens()).isLessThanOrEqualTo(BUDGET);
        var results = answer.structured().get("results");
        assertThat(results).isNotEmpty().hasSizeLessThanOrEqualTo(25);
        assertThat(answer.note().contains("do not fit")).isEqualTo(results.size() < 25);
    }

    @Test
    void notesHowToNarrowTooManyDocumentationPages() {
        var answer = CATALOG.ask("search_docs_quilt_bio", Map.of("query", "plates", "limit", 25));
        assertThat(answer.structured().get("results").size()).isLessThan(25);
        assertThat(answer.note())
                .startsWith("The remaining pages do not fit; add words to narrow the search.")
                .contains("not loaded yet");
    }
}
