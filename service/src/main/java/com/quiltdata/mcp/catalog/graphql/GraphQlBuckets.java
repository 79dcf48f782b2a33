package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Bucket;
import com.quiltdata.mcp.catalog.BucketReader;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.http.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code Query.buckets}, or {@code Query.bucketConfigs} where the registry's schema is too old for it. */
final class GraphQlBuckets implements BucketReader {
    private static final Operation BUCKETS = Operation.load("Buckets");
    private static final Operation CONFIGS = Operation.load("BucketConfigs");

    private final GraphQlClient client;
    private final Reuse reuse;
    private final SchemaCapability bucketsField;

    GraphQlBuckets(GraphQlClient client, Reuse reuse, InstantSource clock) {
        this.client = client;
        this.reuse = reuse;
        this.bucketsField = new SchemaCapability(clock);
    }

    /** The question for a caller's buckets. */
    private record Listing(Caller caller) {}

    @Override
    public List<Bucket> list(Caller caller) {
        return reuse.once(new Listing(caller), () -> listNow(caller));
    }

    private List<Bucket> listNow(Caller caller) {
        if (!bucketsField.missing()) {
            var answer = client.ask(caller, BUCKETS, Map.of());
            if (!answer.lacksField("buckets")) {
                return buckets(answer.orThrow(), "buckets");
            }
            bucketsField.markMissing();
        }
        return buckets(client.ask(caller, CONFIGS, Map.of()).orThrow(), "bucketConfigs");
    }

    private static List<Bucket> buckets(JsonNode data, String field) {
        return Fields.list(data, field).stream().map(GraphQlBuckets::bucket).toList();
    }

    private static Bucket bucket(JsonNode node) {
        return new Bucket(
                Fields.text(node, "name"),
                Fields.text(node, "title"),
                Json.text(node, "description"),
                Json.text(node, "iconUrl"),
                Objects.requireNonNullElse(Fields.intOrNull(node, "relevanceScore"), 0),
                Fields.flag(node, "browsable"),
                Fields.texts(node, "tags"));
    }
}
