package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.control.SearchSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Thrown when a search fails because a test has set a failure. */
public final class SearchFailureException extends RuntimeException {
    public static final String NO_INDEX = "IndexNotFound";
    private static final long serialVersionUID = 1;
    private static final String ANY = "*";

    private final String name;
    private final String bucket;

    private SearchFailureException(String name, String bucket, String message) {
        super(message);
        this.name = name;
        this.bucket = bucket;
    }

    /** Waits for the longest delay of the buckets, then fails with the first bucket's failure, if there is one. */
    public static void throwIfConfigured(SearchSettings settings, List<String> buckets) {
        long delay = buckets.stream()
                .mapToLong(bucket -> Objects.requireNonNullElse(forBucket(settings.delays(), bucket), 0L))
                .max()
                .orElse(0);
        pause(delay);
        buckets.stream()
                .flatMap(bucket -> failure(settings, bucket).stream())
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    private static Optional<SearchFailureException> failure(SearchSettings settings, String bucket) {
        if (settings.missing().contains(bucket)) {
            return Optional.of(new SearchFailureException(NO_INDEX, bucket, "no such index [" + bucket + "]"));
        }
        return Optional.ofNullable(forBucket(settings.failures(), bucket))
                .map(name -> new SearchFailureException(name, bucket, "Search failed: " + name));
    }

    private static <T> @Nullable T forBucket(Map<String, T> byBucket, String bucket) {
        return Stream.of(bucket, ANY)
                .map(byBucket::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String name() {
        return name;
    }

    public String bucket() {
        return bucket;
    }
}
