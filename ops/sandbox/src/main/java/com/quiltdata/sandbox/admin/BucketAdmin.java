package com.quiltdata.sandbox.admin;

import static com.quiltdata.sandbox.registry.TypedRefusalException.when;

import com.quiltdata.sandbox.control.AdminSettings;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.s3.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds buckets of S3 to the stack, changes their configuration, and removes them from the stack. */
public final class BucketAdmin {
    private static final Pattern EXTENSION = Pattern.compile("(\\.[a-z0-9_-]+)+");
    private static final Pattern TOPIC = Pattern.compile("arn:aws:sns:[a-z0-9-]+:\\d{12}:[\\w-]{1,256}");
    private static final String NO_TOPIC = "DO_NOT_SUBSCRIBE";
    private static final int MAX_CONTENT_BYTES = 1_000_000;

    private final Buckets buckets;
    private final Store store;
    private final People people;

    public BucketAdmin(Buckets buckets, Store store, People people) {
        this.buckets = buckets;
        this.store = store;
        this.people = people;
    }

    /** Adds a bucket; the input has the names of the schema. */
    public Bucket add(Map<String, @Nullable Object> input, AdminSettings settings) {
        String name = String.valueOf(input.get("name"));
        when(!settings.subscriptionActive(), "SubscriptionInvalid");
        when(buckets.named(name).isPresent(), "BucketAlreadyAdded");
        when(!store.hasBucket(name), "BucketDoesNotExist");
        check(input);
        var details = new HashMap<String, @Nullable Object>(input);
        if (!Boolean.TRUE.equals(input.get("delayScan"))) {
            details.put("lastIndexed", Instant.now());
        }
        Bucket bucket = bucket(name, details, List.of());
        buckets.add(bucket);
        return bucket;
    }

    /** Replaces a bucket's configuration; what the input leaves out is reset. */
    public Bucket update(String name, Map<String, @Nullable Object> input) {
        Bucket old = buckets.named(name).orElse(null);
        when(old == null, "BucketNotFound");
        check(input);
        buckets.change(name, current -> {
            var details = new HashMap<String, @Nullable Object>(input);
            details.put("lastIndexed", current.details().get("lastIndexed"));
            return bucket(name, details, current.tabulatorTables());
        });
        return buckets.named(name).orElseThrow();
    }

    public void remove(String name) {
        when(buckets.named(name).isEmpty(), "BucketNotFound");
        buckets.remove(name);
        people.forgetBucket(name);
    }

    private static Bucket bucket(
            String name, Map<String, @Nullable Object> details, List<Bucket.TabulatorTable> tables) {
        return new Bucket(
                name,
                String.valueOf(details.get("title")),
                details.get("description") instanceof String description ? description : null,
                strings(details.get("tags")),
                details.get("relevanceScore") instanceof Integer score ? score : 0,
                Boolean.TRUE.equals(details.get("browsable")),
                tables,
                details);
    }

    private static void check(Map<String, @Nullable Object> input) {
        when(
                !strings(input.get("fileExtensionsToIndex")).stream()
                        .allMatch(extension -> EXTENSION.matcher(extension).matches()),
                "BucketFileExtensionsToIndexInvalid");
        when(
                input.get("indexContentBytes") instanceof Integer bytes && (bytes < 0 || bytes > MAX_CONTENT_BYTES),
                "BucketIndexContentBytesInvalid");
        when(
                input.get("snsNotificationArn") instanceof String arn
                        && !NO_TOPIC.equals(arn)
                        && !TOPIC.matcher(arn).matches(),
                "SnsInvalid");
    }

    private static List<String> strings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
