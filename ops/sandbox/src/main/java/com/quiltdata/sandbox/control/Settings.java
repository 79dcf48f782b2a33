package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.packages.Checksum;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The settings that a test may change while the sandbox runs. */
public final class Settings {
    /**
     * The behaviour of the registry.
     *
     * @param credentialsSeconds lifetime of issued credentials
     * @param clockSkewSeconds how far the clocks of the registry and of AWS are ahead of the machine's
     * @param refusedAsNullMe whether GraphQL returns {@code me: null} for a refused session
     * @param checksum algorithm of the hashes that a push computes
     * @param maxListedEntries maximum number of entries in {@code contentsFlatMap}, whatever maximum is requested, and
     *     of children of a directory
     */
    public record Values(
            long credentialsSeconds,
            long clockSkewSeconds,
            boolean refusedAsNullMe,
            Checksum checksum,
            int maxListedEntries,
            SearchSettings search,
            ConnectSettings connect,
            AdminSettings admin,
            SqlSettings sql) {}

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable Long credentialsSeconds,
            @Nullable Long clockSkewSeconds,
            @Nullable Boolean refusedAsNullMe,
            @Nullable Checksum checksum,
            @Nullable Integer maxListedEntries,
            SearchSettings.@Nullable Change search,
            ConnectSettings.@Nullable Change connect,
            AdminSettings.@Nullable Change admin,
            SqlSettings.@Nullable Change sql) {}

    private final AtomicReference<Values> values = new AtomicReference<>(new Values(
            3600,
            0,
            false,
            Checksum.CHUNKED,
            Integer.MAX_VALUE,
            SearchSettings.GOOD,
            ConnectSettings.GOOD,
            AdminSettings.GOOD,
            SqlSettings.GOOD));

    public Values values() {
        return values.get();
    }

    public Duration credentialsLifetime() {
        return Duration.ofSeconds(values().credentialsSeconds());
    }

    /** Returns how far the clocks of the registry and of AWS are ahead of the machine's. */
    public Duration clockSkew() {
        return Duration.ofSeconds(values().clockSkewSeconds());
    }

    public Values change(Change change) {
        return values.updateAndGet(old -> new Values(
                Objects.requireNonNullElse(change.credentialsSeconds(), old.credentialsSeconds()),
                Objects.requireNonNullElse(change.clockSkewSeconds(), old.clockSkewSeconds()),
                Objects.requireNonNullElse(change.refusedAsNullMe(), old.refusedAsNullMe()),
                Objects.requireNonNullElse(change.checksum(), old.checksum()),
                Objects.requireNonNullElse(change.maxListedEntries(), old.maxListedEntries()),
                change.search() == null ? old.search() : old.search().with(change.search()),
                change.connect() == null ? old.connect() : old.connect().with(change.connect()),
                change.admin() == null ? old.admin() : old.admin().with(change.admin()),
                change.sql() == null ? old.sql() : old.sql().with(change.sql())));
    }

    /** Returns whether this request to Athena or Glue is throttled, and counts it. */
    public boolean throttles() {
        return values.getAndUpdate(Settings::throttled).sql().throttle() > 0;
    }

    private static Values throttled(Values old) {
        return old.sql().throttle() <= 0
                ? old
                : new Values(
                        old.credentialsSeconds(),
                        old.clockSkewSeconds(),
                        old.refusedAsNullMe(),
                        old.checksum(),
                        old.maxListedEntries(),
                        old.search(),
                        old.connect(),
                        old.admin(),
                        old.sql().throttled());
    }
}
