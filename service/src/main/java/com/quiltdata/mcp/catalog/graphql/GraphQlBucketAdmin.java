package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import com.quiltdata.mcp.catalog.http.RegistryReason;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Administrates buckets by {@code Query.bucketConfig}, {@code bucketAdd}, {@code bucketUpdate}, {@code bucketRemove}. */
record GraphQlBucketAdmin(AdminClient client) implements BucketConfigReader, BucketConfigWriter {
    private static final Operation CONFIG = Operation.load("BucketConfig");
    private static final Operation ADD = Operation.load("BucketAdd");
    private static final Operation UPDATE = Operation.load("BucketUpdate");
    private static final Operation REMOVE = Operation.load("BucketRemove");

    /** What is wrong, by the type that says so. */
    private static final Map<String, String> INVALID = Map.of(
            "BucketFileExtensionsToIndexInvalid",
            "`file_extensions_to_index`: the registry cannot index one of them; send extensions such as \".csv\".",
            "BucketIndexContentBytesInvalid",
            "`index_content_bytes` is outside the range that the registry allows; leave it out for its default.",
            "SnsInvalid",
            "`sns_notification_arn`: the registry cannot use this SNS topic; send another, or leave it out.",
            "NotificationTopicNotFound",
            "`sns_notification_arn`: there is no such SNS topic; send another, or leave it out.",
            "NotificationConfigurationError",
            "The bucket's S3 notifications cannot be configured, perhaps because others conflict with them; send the"
                    + " topic of these as `sns_notification_arn`.",
            "SubscriptionInvalid",
            "The catalog's subscription to the Quilt Platform is not valid; its owner must renew it.");

    @Override
    public Optional<BucketConfig> config(Caller caller, String bucket) {
        var config = client.query(caller, CONFIG, Map.of("bucket", bucket)).path("bucketConfig");
        return config.isObject() ? Optional.of(config(config)) : Optional.empty();
    }

    @Override
    public BucketConfig add(Caller caller, String bucket, Map<String, Object> settings) {
        var input = new LinkedHashMap<>(settings);
        input.put("name", bucket);
        return changed(change(caller, bucket, ADD, Map.of("input", input)));
    }

    @Override
    public BucketConfig update(Caller caller, String bucket, Map<String, Object> settings) {
        return changed(change(caller, bucket, UPDATE, Map.of("bucket", bucket, "input", settings)));
    }

    @Override
    public void remove(Caller caller, String bucket) {
        change(caller, bucket, REMOVE, Map.of("bucket", bucket));
    }

    /** Returns the bucket's configuration in the result of a change, if it was made. */
    private JsonNode change(Caller caller, String bucket, Operation operation, Map<String, ?> variables) {
        var data = client.change(caller, operation, variables);
        var result = data.valueStream().findFirst().orElse(data);
        var type = result.path("__typename").asText();
        refuse(bucket, type);
        if (type.equals("InsufficientPermissions")) {
            throw new Failure.Denied("The catalog itself lacks permissions on bucket `%s`, so nothing was changed: %s"
                    .formatted(bucket, reason(caller, result)));
        }
        return AdminClient.orRefusal(caller, result, operation.name() + "Success")
                .path("bucketConfig");
    }

    private static void refuse(String bucket, String type) {
        var invalid = INVALID.get(type);
        if (invalid != null) {
            throw new Failure.Invalid(invalid + " Nothing was changed.");
        }
        switch (type) {
            case "BucketAlreadyAdded" ->
                throw new Failure.Conflict(
                        "Bucket `%s` is in the catalog already; change its settings instead of adding it."
                                .formatted(bucket));
            case "IndexingInProgress" ->
                throw new Failure.Conflict(
                        "Bucket `%s` is being indexed, so it was not removed; try again when that has ended."
                                .formatted(bucket));
            case "BucketDoesNotExist" ->
                throw new Failure.NotFound(
                        "There is no S3 bucket `%s`, or the catalog cannot reach it; nothing was added. Check the name."
                                .formatted(bucket));
            case "BucketNotFound" ->
                throw new Failure.NotFound(
                        "There is no bucket `%s` in the catalog; nothing was changed.".formatted(bucket));
            default -> {}
        }
    }

    private static String reason(Caller caller, JsonNode result) {
        var message = UpstreamJson.text(result, "message");
        return message == null ? "the registry gives no reason." : RegistryReason.cleaned(caller, message);
    }

    private static BucketConfig changed(JsonNode node) {
        return AdminClient.read(() -> config(node));
    }

    private static BucketConfig config(JsonNode node) {
        var settings = new LinkedHashMap<>(Objects.requireNonNullElse(UpstreamJson.map(node), Map.of()));
        settings.remove("name");
        settings.values().removeIf(Objects::isNull);
        return new BucketConfig(ResponseFields.text(node, "name"), settings);
    }
}
