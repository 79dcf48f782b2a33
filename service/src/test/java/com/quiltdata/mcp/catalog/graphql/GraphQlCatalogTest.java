package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry may answer that the sandbox never does. */
class GraphQlCatalogTest {
    private static final Caller CALLER = Caller.of("secret-token");
    private static final PackageName NAME = new PackageName("b", "ns/n");
    private static final String BUCKET = "{\"name\": \"b\", \"title\": \"B\", \"browsable\": true}";

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final GraphQlCatalog catalog = GraphQlCatalog.of(http, upstream.url() + "/graphql", Reuse.when(true));

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @Test
    void nullErrorsAreNone() {
        upstream.answering(
                200, "{\"errors\": null, \"data\": {\"me\": {\"name\": \"a\"}, \"buckets\": [" + BUCKET + "]}}");

        assertThat(catalog.buckets().list(CALLER)).singleElement().satisfies(bucket -> {
            assertThat(bucket.name()).isEqualTo("b");
            assertThat(bucket.tags()).isEmpty();
        });
        assertThat(upstream.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.body())
                        .contains("\"operationName\":\"Buckets\"", "query Buckets { me { name role { name } } buckets {"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": {\"me\": null, \"buckets\": []}}",
                "{\"data\": {\"me\": null}, \"errors\": [{\"message\": \"boom\"}]}",
                "{\"data\": null, \"errors\": [{\"message\": \"Not authenticated\"}]}"
            })
    void aRefusedSessionIsNeverEmptyData(String json) {
        upstream.answering(byOperation(asked -> asked.contains("\"Session\"") ? "{\"data\": {\"me\": null}}" : json));

        assertThatThrownBy(() -> catalog.buckets().list(CALLER)).isInstanceOf(CatalogException.Unauthenticated.class);
        assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, "latest", "", 0))
                .isInstanceOf(CatalogException.Unauthenticated.class);
    }

    @Test
    void errorsOfAGoodSessionAreUnavailableAndUnquoted() {
        upstream.answering(
                200,
                "{\"data\": {\"me\": {\"name\": \"a\"}, \"buckets\": []}, \"errors\": [{\"message\": \"Traceback\"}]}");

        assertThatThrownBy(() -> catalog.buckets().list(CALLER))
                .isInstanceOf(CatalogException.Unavailable.class)
                .hasMessageNotContaining("Traceback");
    }

    @Test
    void jsonThatIsNoGraphQlIsUnavailable() {
        upstream.answering(400, "{\"message\": \"what?\"}");

        assertThatThrownBy(() -> catalog.identity().me(CALLER))
                .isInstanceOf(CatalogException.Unavailable.class)
                .hasMessageContaining("QUILT_GRAPHQL_ENDPOINT");
    }

    @Test
    void anOlderSchemaIsAskedForBucketConfigsFromThenOn() {
        upstream.answering(byOperation(asked -> asked.contains("\"Buckets\"")
                ? "{\"errors\": [{\"message\": \"Cannot query field 'buckets' on type 'Query'.\"}]}"
                : "{\"data\": {\"me\": {\"name\": \"a\"}, \"bucketConfigs\": [" + BUCKET + "]}}"));

        assertThat(catalog.buckets().list(CALLER)).hasSize(1);
        assertThat(catalog.buckets().list(CALLER)).hasSize(1);
        assertThat(upstream.seen())
                .filteredOn(seen -> seen.body().contains("\"Buckets\""))
                .hasSize(1);
    }

    @Test
    void aRegistryThatFailsOnFolderSizesIsAskedWithout() {
        upstream.answering(byOperation(asked -> asked.contains("\"folderSizes\":true")
                ? "{\"data\": null, \"errors\": [{\"message\": \"Internal Server Error\"}]}"
                : asked.contains("\"Session\"") ? "{\"data\": {\"me\": {\"name\": \"a\"}}}" : revision("""
                        "dir": {"path": "", "children": [{"__typename": "PackageDir", "path": "d/"}]}""")));

        var view = catalog.packages().view(CALLER, NAME, "latest", "", 0);
        catalog.packages().view(CALLER, NAME, "latest", "", 0);

        assertThat(view.children()).containsExactly(new PackageEntry.Folder("d/", null));
        assertThat(upstream.seen()).hasSize(4);
    }

    @Test
    void sizesMayBeFloatsAndContentsAreOrderedByCodePoint() {
        upstream.answering(200, revision("""
                "dir": {"path": "", "children": []}, "totalBytes": 5e9, "contentsFlatMap": {
                  "\\uD83D\\uDE00": {"physicalKey": "s3://b/k", "size": 5000000000.0, "hash": null, "meta": null},
                  "\\uFF5E": {"physicalKey": "s3://b/l", "size": 1, "hash": {"type": "SHA256", "value": "x"}}}"""));

        var view = catalog.packages().view(CALLER, NAME, "latest", "", 10);

        assertThat(view.contents()).extracting(PackageEntry.File::path).containsExactly("\uFF5E", "\uD83D\uDE00");
        assertThat(view.contents()).extracting(PackageEntry.File::size).containsExactly(1L, 5_000_000_000L);
        assertThat(view.revision().totalBytes()).isEqualTo(5_000_000_000L);
    }

    @Test
    void anUnknownFolderMayBeNullOrEmpty() {
        for (var dir : new String[] {"null", "{\"path\": \"x/\", \"children\": []}"}) {
            upstream.answering(200, revision("\"file\": null, \"dir\": " + dir));
            assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, "latest", "x", 0))
                    .isInstanceOf(CatalogException.Missing.class);
        }
    }

    @Test
    void onlyLatestAndFullHashesAreRevisions() {
        assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, "abc123", "", 0))
                .isInstanceOf(CatalogException.Rejected.class);
        assertThat(upstream.seen()).isEmpty();
    }

    private static String revision(String rest) {
        return """
                {"data": {"me": {"name": "a"}, "package": {"revision": {
                  "hash": "h", "modified": "2024-01-10T09:00:00.123456", %s}}}}""".formatted(rest);
    }

    private HttpHandler byOperation(UnaryOperator<String> answer) {
        return exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                answer.apply(upstream.seen().getLast().body()));
    }
}
