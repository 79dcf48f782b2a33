package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import com.quiltdata.mcp.catalog.search.SearchPage;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dialects, and what a registry may answer to a search that the sandbox never does. */
class GraphQlSearchTest {
    private static final Caller CALLER = Caller.of("secret-token");
    private static final SearchPage.PageQuery FIRST = SearchPage.PageQuery.first(10);
    private static final Search.Terms STORMS = new Search.Terms("storms", List.of(), SearchFilters.NONE);
    private static final Search.Packages PACKAGES = new Search.Packages(STORMS, SearchOrder.NEWEST, true, List.of());
    private static final Search.Objects OBJECTS = new Search.Objects(STORMS, SearchOrder.BEST_MATCH);
    private static final String REFUSED =
            "{\"errors\": [{\"message\": \"Unknown argument 'x' on field 'PackagesSearchResultSet.firstPage'.\"}]}";
    private static final String NOBODYS = "{\"data\": {\"me\": {\"name\": \"a\"}}}";
    private static final String PAGE = """
            {"data": {"me": {"name": "a"}, "searchPackages": {"__typename": "PackagesSearchResultSet", "total": 7, "firstPage": {
              "__typename": "PackagesSearchResultSetPage", "cursor": "next", "hits": [{
                "bucket": "b", "name": "ns/n", "hash": "h", "pointer": "latest", "score": null, "size": 5e9,
                "modified": "2024-01-10T09:00:00", "totalEntriesCount": 1, "comment": null, "meta": "{\\"k\\": 1.0}",
                "matchLocations": {"name": true, "comment": false}, "matchingEntries": [
                  {"logicalKey": "k", "physicalKey": "s3://b/k?versionId=1", "size": 1}]}]}}}}""";

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client(Duration.ofSeconds(20), 4000);
    private final GraphQlClient client = new GraphQlClient(http, upstream.url() + "/graphql", new RecordedSessions());
    private Instant now = Instant.EPOCH;
    private final GraphQlSearch search = new GraphQlSearch(client, () -> now);

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    private void answering(UnaryOperator<String> answer) {
        upstream.answering(exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                answer.apply(upstream.seen().getLast().body())));
    }

    private static boolean isOld(String body) {
        return body.contains("order: $order");
    }

    private long asked(boolean old) {
        return upstream.seen().stream()
                .filter(seen -> seen.body().contains("\"SearchPackages\"") && isOld(seen.body()) == old)
                .count();
    }

    private void registry(boolean old) {
        answering(body -> body.contains("\"Session\"") ? NOBODYS : isOld(body) == old ? PAGE : REFUSED);
    }

    @Test
    void readsHitAsSchemaDefinesIt() {
        registry(false);
        var found = search.packages(CALLER, PACKAGES, FIRST).orElseThrow();
        assertThat(found.total()).isEqualTo(7);
        assertThat(found.after()).isEqualTo("g:next");
        var hit = found.hits().getFirst();
        assertThat(hit.about().size()).isEqualTo(5_000_000_000L);
        assertThat(hit.about().meta()).containsKey("k");
        assertThat(hit.matched()).containsExactly("name");
        assertThat(hit.entries().getFirst().physicalKey()).isEqualTo("s3://b/k?versionId=1");
        assertThat(upstream.seen().getFirst().body()).contains("\"ordering\":\"sys:modified:desc\"");
    }

    @Test
    void remembersSupportedFormUntilRefused() {
        registry(true);
        search.packages(CALLER, PACKAGES, FIRST);
        search.packages(CALLER, PACKAGES, FIRST);
        assertThat(asked(false)).isEqualTo(1);
        assertThat(asked(true)).isEqualTo(2);
        assertThat(upstream.seen().getLast().body()).contains("\"order\":\"NEWEST\"");

        registry(false);
        assertThat(search.packages(CALLER, PACKAGES, FIRST)).isPresent();
        assertThat(search.packages(CALLER, PACKAGES, FIRST)).isPresent();
        assertThat(asked(true)).isEqualTo(3);
    }

    @Test
    void retriesCurrentFormAfterFiveMinutes() {
        registry(true);
        search.packages(CALLER, PACKAGES, FIRST);

        now = now.plus(Duration.ofMinutes(5));
        answering(_ -> PAGE); // upgraded: both are known
        search.packages(CALLER, PACKAGES, FIRST);
        search.packages(CALLER, PACKAGES, FIRST);

        assertThat(asked(true)).isEqualTo(1);
        assertThat(asked(false)).isEqualTo(3);
    }

    @Test
    void stopsQueryingRegistryThatRefusesBothForms() {
        answering(body -> body.contains("\"Session\"") ? NOBODYS : REFUSED);
        assertThat(search.packages(CALLER, PACKAGES, FIRST)).isEmpty();
        assertThat(search.packages(CALLER, PACKAGES, FIRST)).isEmpty();
        assertThat(asked(false)).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(5));
        registry(true);
        assertThat(search.packages(CALLER, PACKAGES, FIRST)).isPresent();
    }

    @Test
    void doesNotMistakeRefusedSessionForUnsupportedForm() {
        answering(body -> body.contains("\"Session\"") ? "{\"data\": {\"me\": null}}" : REFUSED);
        assertThatThrownBy(() -> search.packages(CALLER, PACKAGES, FIRST)).isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void omitsIndexedTextWhenResponseIsTooLarge() {
        answering(body -> """
                {"data": {"me": {"name": "a"}, "searchObjects": {"__typename": "ObjectsSearchResultSet", "total": 1, "firstPage": {
                  "__typename": "ObjectsSearchResultSetPage", "cursor": null, "hits": [{"bucket": "b", "key": "k", "version": "null",
                  "score": 1.5, "size": 1, "modified": "2024-01-10T09:00:00Z", "deleted": false %s}]}}}}""".formatted(
                        body.contains("\"content\":true") ? ", \"indexedContent\": \"" + "x".repeat(5000) + "\"" : ""));
        var found = search.objects(CALLER, OBJECTS, FIRST).orElseThrow();
        assertThat(found.hits()).singleElement().satisfies(hit -> {
            assertThat(hit.snippet()).isNull();
            assertThat(hit.location().versionId()).isNull();
        });
        assertThat(found.after()).isNull();
    }

    @Test
    void ignoresCursorOfAnotherBackend() {
        assertThat(search.packages(CALLER, PACKAGES, new SearchPage.PageQuery("r:10", 10)))
                .isEmpty();
        assertThat(upstream.seen()).isEmpty();
    }

    @Test
    void rejectsUnparsableQueryInOwnWords() {
        answering(body -> """
                {"data": {"me": {"name": "a"}, "searchObjects": {"__typename": "InvalidInput", "errors": [
                  {"path": "searchString", "name": "QuerySyntaxError", "message": "Traceback"}]}}}""");
        assertThatThrownBy(() -> search.objects(CALLER, OBJECTS, FIRST))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageNotContaining("Traceback")
                .hasMessageContaining("both sides of AND and OR");
    }
}
