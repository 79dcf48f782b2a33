package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.objects.ListedBuckets;
import com.quiltdata.mcp.context.PerCallCache;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists buckets by {@code Query.buckets}, or by {@code Query.bucketConfigs} where the registry's schema lacks that. */
record GraphQlBucketReader(GraphQlClient client, PerCallCache reuse, SchemaCapability bucketsField)
        implements BucketReader {
    private static final Operation BUCKETS = Operation.load("Buckets");
    private static final Operation LEVELS = Operation.load("BucketLevels");
    private static final Operation RIGHTS = Operation.load("BucketRights");
    private static final Operation ME = Operation.load("Me");
    private static final Operation CONFIGS = Operation.load("BucketConfigs");

    private record BucketListKey(Caller caller) {}

    @Override
    public List<Bucket> list(Caller caller) {
        return reuse.once(new BucketListKey(caller), () -> listNow(caller));
    }

    private record BucketLevelsKey(Caller caller) {}

    @Override
    public ListedBuckets listWithLevels(Caller caller) {
        return reuse.once(new BucketLevelsKey(caller), () -> levelsNow(caller));
    }

    /** Asks for both at once, and for the buckets alone where the registry does not say who may do what in them. */
    private ListedBuckets levelsNow(Caller caller) {
        if (!bucketsField.isMissing()) {
            var response = client.query(caller, LEVELS, Map.of());
            if (response.isComplete()) {
                return new ListedBuckets(buckets(response.data(), "buckets"), levels(response.data()));
            }
        }
        return new ListedBuckets(list(caller), Map.of());
    }

    private static Map<String, BucketRights.Level> levels(JsonNode data) {
        var name = data.path("me").path("name").asText();
        var levels = new HashMap<String, BucketRights.Level>();
        for (var bucket : data.path("buckets")) {
            var level = level(bucket, name);
            if (level != BucketRights.Level.UNKNOWN) {
                levels.put(ResponseFields.text(bucket, "name"), level);
            }
        }
        return levels;
    }

    /** The cache key of a caller's rights in a bucket. */
    private record RightsKey(Caller caller, String bucket) {}

    @Override
    public BucketRights rights(Caller caller, String bucket) {
        return Attempt.of(() -> reuse.once(new RightsKey(caller, bucket), () -> rightsNow(caller, bucket)))
                .orElse(BucketRights.UNKNOWN);
    }

    private BucketRights rightsNow(Caller caller, String bucket) {
        var response = client.query(caller, RIGHTS, Map.of("bucket", bucket));
        var data = response.lacksField("bucket")
                ? client.query(caller, ME, Map.of()).orThrow()
                : response.orThrow();
        var role = UpstreamJson.text(data.path("me").path("role"), "name");
        var others = ResponseFields.list(data.path("me"), "roles").stream()
                .map(it -> ResponseFields.text(it, "name"))
                .filter(name -> !name.equals(role))
                .toList();
        return new BucketRights(role, others, level(data));
    }

    private static BucketRights.Level level(JsonNode data) {
        if (data.path("bucket").isNull()) {
            return BucketRights.Level.UNLISTED;
        }
        return level(data.path("bucket"), data.path("me").path("name").asText());
    }

    /** Returns the level of a user among a bucket's collaborators. */
    private static BucketRights.Level level(JsonNode bucket, String name) {
        return bucket.path("collaborators")
                .valueStream()
                .filter(it -> it.path("collaborator").path("username").asText().equals(name))
                .map(it -> it.path("permissionLevel").asText())
                .map(it -> it.equals("READ_WRITE") ? BucketRights.Level.READ_WRITE : BucketRights.Level.READ)
                .max(Comparator.naturalOrder())
                .orElse(BucketRights.Level.UNKNOWN);
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
