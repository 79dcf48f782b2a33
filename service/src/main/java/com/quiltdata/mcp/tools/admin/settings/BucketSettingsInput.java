package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Doc;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arguments that add or change a bucket of the catalog: those of the schema's {@code BucketUpdateInput}. */
record BucketSettingsInput(
        @Doc("Bucket name or s3://bucket") String bucket,

        @Doc("Display name. A new bucket's default is its name") @Nullable
        String title,

        @Doc("Description of the contents") @Nullable String description,

        @Doc("URL of the icon") @Nullable String iconUrl,

        @Doc("URL of an overview page (unused by newer catalogs)") @Nullable
        String overviewUrl,

        @Doc("Tags, for example [\"rna\", \"public\"]") @Nullable
        List<String> tags,

        @Doc("Sort weight: buckets with higher values come first; those below 0 are hidden from the catalog's list")
        @Nullable
        Integer relevanceScore,

        @Doc("Whether the catalog serves files of packages to browsers") @Nullable
        Boolean browsable,

        @Doc(value = "Linked data as JSON (unused by newer catalogs)", keys = "{\"name\":{\"type\":\"string\"}}")
        @Nullable
        Map<String, Object> linkedData,

        @Doc(
                "ARN of the SNS topic of the bucket's S3 notifications, or DO_NOT_SUBSCRIBE. Default: the registry makes one")
        @Nullable
        String snsNotificationArn,

        @Doc("Extensions of the files whose content is indexed, for example [\".csv\"]") @Nullable
        List<String> fileExtensionsToIndex,

        @Doc("Number of bytes of a file's content that are indexed") @Min(0) @Nullable
        Integer indexContentBytes,

        @Doc("Whether metadata of packages is left out of the index") @Nullable
        Boolean skipMetaDataIndexing,

        @Doc("Depth of prefixes by which the first scan is split") @Min(0) @Nullable
        Integer scannerParallelShardsDepth,

        @Doc("Prefixes to which access and indexing are limited, for example [\"raw/\"]") @Nullable
        List<String> prefixes,

        @Doc("Settings of a bucket in the catalog whose value to remove, for example [\"description\"]") @Nullable
        List<RemovableSetting> remove) {
    /** A setting that need not have a value. */
    enum RemovableSetting {
        DESCRIPTION("description"),
        ICON_URL("iconUrl"),
        OVERVIEW_URL("overviewUrl"),
        TAGS("tags"),
        LINKED_DATA("linkedData"),
        SNS_NOTIFICATION_ARN("snsNotificationArn"),
        FILE_EXTENSIONS_TO_INDEX("fileExtensionsToIndex"),
        INDEX_CONTENT_BYTES("indexContentBytes"),
        SCANNER_PARALLEL_SHARDS_DEPTH("scannerParallelShardsDepth");

        private final String field;

        RemovableSetting(String field) {
            this.field = field;
        }
    }

    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[\\w-]{1,256}(\\.fifo)?");
    private static final String NO_TOPIC = "DO_NOT_SUBSCRIBE";

    String name() {
        return ArgumentParser.parse("bucket", bucket, NameSyntax::bucket);
    }

    /** Changes settings as the arguments say; those that are not named stay. */
    void putInto(Map<String, Object> settings) {
        if (remove != null) {
            remove.forEach(it -> settings.remove(it.field));
        }
        put(settings, "title", title);
        put(settings, "description", description);
        put(settings, "iconUrl", iconUrl);
        put(settings, "overviewUrl", overviewUrl);
        put(settings, "tags", tags);
        put(settings, "relevanceScore", relevanceScore);
        put(settings, "browsable", browsable);
        put(settings, "linkedData", linkedData);
        put(settings, "snsNotificationArn", topic());
        put(settings, "fileExtensionsToIndex", extensions());
        put(settings, "indexContentBytes", indexContentBytes);
        put(settings, "skipMetaDataIndexing", skipMetaDataIndexing);
        put(settings, "scannerParallelShardsDepth", scannerParallelShardsDepth);
        put(settings, "prefixes", prefixes);
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private @Nullable String topic() {
        var arn = snsNotificationArn;
        if (arn == null
                || arn.isEmpty()
                || arn.equals(NO_TOPIC)
                || TOPIC.matcher(arn).matches()) {
            return arn;
        }
        throw new Failure.Invalid("`sns_notification_arn`: send the ARN of an SNS topic, for example"
                + " \"arn:aws:sns:us-east-1:123456789012:topic\", or DO_NOT_SUBSCRIBE.");
    }

    private @Nullable List<String> extensions() {
        return fileExtensionsToIndex == null
                ? null
                : fileExtensionsToIndex.stream()
                        .map(String::strip)
                        .map(it -> it.startsWith(".") ? it : "." + it)
                        .toList();
    }
}
