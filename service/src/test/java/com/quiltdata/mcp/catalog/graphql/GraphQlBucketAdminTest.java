package com.quiltdata.mcp.catalog.graphql;

import static com.quiltdata.mcp.catalog.graphql.GraphQlAdminFixtures.CALLER;
import static com.quiltdata.mcp.catalog.graphql.GraphQlAdminFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets of the catalog: what is sent, and the sentence of each type of result. */
final class GraphQlBucketAdminTest {
    private static final String CONFIG = """
            {"name": "lab", "title": "Lab", "iconUrl": null, "description": "Plates", "linkedData": {"a": [1.5]},
             "overviewUrl": null, "tags": ["x"], "relevanceScore": 3, "snsNotificationArn": null,
             "scannerParallelShardsDepth": null, "skipMetaDataIndexing": false, "fileExtensionsToIndex": null,
             "indexContentBytes": null, "browsable": true, "prefixes": []}""";

    private final GraphQlAdminFixtures registry = new GraphQlAdminFixtures();
    private final BucketConfigReader buckets = registry.catalog.admin().buckets();
    private final BucketConfigWriter changes = registry.catalog.admin().bucketChanges();

    @AfterEach
    void close() throws IOException {
        registry.close();
    }

    @Test
    void readsTheSettingsThatHaveAValue() {
        registry.returning("\"bucketConfig\": " + CONFIG);
        var config = buckets.config(CALLER, "lab").orElseThrow();
        assertThat(config.name()).isEqualTo("lab");
        assertThat(config.settings().keySet())
                .containsExactly(
                        "title",
                        "description",
                        "linkedData",
                        "tags",
                        "relevanceScore",
                        "skipMetaDataIndexing",
                        "browsable",
                        "prefixes");
        registry.returning("\"bucketConfig\": null");
        assertThat(buckets.config(CALLER, "lab")).isEmpty();
    }

    @Test
    void updatesWithTheWholeInput() {
        registry.returning("\"bucketConfig\": " + CONFIG);
        var settings = buckets.config(CALLER, "lab").map(BucketConfig::settings).orElseThrow();
        try (var other = new GraphQlAdminFixtures()) {
            other.upstream.answering(200, result("bucketUpdate", "BucketUpdateSuccess"));
            var updated = other.catalog.admin().bucketChanges().update(CALLER, "lab", settings);
            assertThat(updated.settings()).isEqualTo(settings);
            assertThat(other.sent()).isEqualTo(tree("""
                    {"bucket": "lab", "input": {"title": "Lab", "description": "Plates", "linkedData": {"a": [1.5]},
                      "tags": ["x"], "relevanceScore": 3, "skipMetaDataIndexing": false, "browsable": true, "prefixes": []}}"""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String result(String field, String type) {
        return "{\"data\": {\"%s\": {\"__typename\": \"%s\", \"bucketConfig\": %s}}}".formatted(field, type, CONFIG);
    }

    @Test
    void addsAndRemovesByName() {
        registry.upstream.answering(200, result("bucketAdd", "BucketAddSuccess"));
        assertThat(changes.add(CALLER, "lab", Map.of("title", "Lab", "tags", List.of("x")))
                        .title())
                .isEqualTo("Lab");
        assertThat(registry.sent())
                .isEqualTo(tree("{\"input\": {\"name\": \"lab\", \"title\": \"Lab\", \"tags\": [\"x\"]}}"));
        registry.upstream.answering(200, "{\"data\": {\"bucketRemove\": {\"__typename\": \"BucketRemoveSuccess\"}}}");
        changes.remove(CALLER, "lab");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BucketAlreadyAdded | Conflict | in the catalog already; change its settings instead of adding it.",
                "BucketDoesNotExist | NotFound | There is no S3 bucket `lab`",
                "BucketNotFound | NotFound | There is no bucket `lab` in the catalog; nothing was changed.",
                "BucketFileExtensionsToIndexInvalid | Invalid | `file_extensions_to_index`",
                "BucketIndexContentBytesInvalid | Invalid | `index_content_bytes`",
                "InsufficientPermissions | Denied | so nothing was changed: no s3:GetBucketNotification for ***",
                "NotificationConfigurationError | Invalid | S3 notifications cannot be configured",
                "NotificationTopicNotFound | Invalid | there is no such SNS topic",
                "SnsInvalid | Invalid | cannot use this SNS topic",
                "SubscriptionInvalid | Invalid | its owner must renew it. Nothing was changed.",
                "IndexingInProgress | Conflict | is being indexed, so it was not removed",
                "SomethingNew | TooLate | unknown whether the change was made"
            })
    void hasASentenceForEachResult(String type, String fault, String sentence) {
        registry.upstream.answering(200, """
                {"data": {"bucketAny": {"__typename": "%s", "message": "no s3:GetBucketNotification for %s"}}}""".formatted(type, "token-of-an-administrator"));
        for (Runnable change : List.<Runnable>of(
                () -> changes.add(CALLER, "lab", Map.of()),
                () -> changes.update(CALLER, "lab", Map.of()),
                () -> changes.remove(CALLER, "lab"))) {
            assertThatThrownBy(change::run)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(sentence)
                    .satisfies(e -> assertThat(((Failure) e).bucket()).isNull())
                    .extracting(e -> e.getClass().getSimpleName())
                    .isEqualTo(fault);
        }
    }
}
