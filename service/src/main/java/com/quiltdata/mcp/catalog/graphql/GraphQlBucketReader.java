package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.context.PerCallCache;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists buckets by {@code Query.buckets}, or by {@code Query.bucketConfigs} where the registry's schema lacks that. */
final class GraphQlBucketReader implements BucketReader {
    private static final Operation BUCKETS = Operation.load("Buckets");
    private static final Operation CONFIGS = Operation.load("BucketConfigs");

    private final GraphQlClient client;
    private final PerCallCache reuse;
    private final SchemaCapability bucketsField;

    GraphQlBucketReader(GraphQlClient client, PerCallCache reuse, InstantSource clock) {
        this.client = client;
        this.reuse = reuse;
        this.bucketsField = new SchemaCapability(clock);
    }

    /** The cache key of a caller's buckets. */
    private record BucketListKey(Caller caller) {}

    @Override
    public List<Bucket> list(Caller caller) {
        return reuse.once(new BucketListKey(caller), () -> listNow(caller));
    }

    private List<Bucket> listNow(Caller caller) {
        if (!bucketsField.isMissing()) {
            var response = client.query(caller, BUCKETS, Map.of());
            if (!response.lacksField("buckets")) {
                return buckets(response.orThrow(), "buckets");
            }
            bucketsField.markMissing();
        }
        return buckets(client.query(caller, CONFIGS, Map.of()).orThrow(), "bucketConfigs");
    }

    private static List<Bucket> buckets(JsonNode data, String field) {
        return ResponseFields.list(data, field).stream()
                .map(GraphQlBucketReader::bucket)
                .toList();
    }

    private static Bucket bucket(JsonNode node) {
        return new Bucket(
                ResponseFields.text(node, "name"),
                ResponseFields.text(node, "title"),
                UpstreamJson.text(node, "description"),
                UpstreamJson.text(node, "iconUrl"),
                Objects.requireNonNullElse(ResponseFields.intOrNull(node, "relevanceScore"), 0),
                ResponseFields.flag(node, "browsable"),
                ResponseFields.texts(node, "tags"));
    }
}
