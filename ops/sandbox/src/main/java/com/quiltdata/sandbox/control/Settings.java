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
     * @param refusedAsNullMe whether GraphQL returns {@code me: null} for a refused session
     * @param checksum algorithm of the hashes that a push computes
     * @param maxListedEntries maximum number of entries in {@code contentsFlatMap}, whatever maximum is requested, and
     *     of children of a directory
     */
    public record Values(
            long credentialsSeconds,
            boolean refusedAsNullMe,
            Checksum checksum,
            int maxListedEntries,
            SearchSettings search,
            ConnectSettings connect,
            AdminSettings admin) {}

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable Long credentialsSeconds,
            @Nullable Boolean refusedAsNullMe,
            @Nullable Checksum checksum,
            @Nullable Integer maxListedEntries,
            SearchSettings.@Nullable Change search,
            ConnectSettings.@Nullable Change connect,
            AdminSettings.@Nullable Change admin) {}

    private final AtomicReference<Values> values = new AtomicReference<>(new Values(
            3600,
            false,
            Checksum.CHUNKED,
            Integer.MAX_VALUE,
            SearchSettings.GOOD,
            ConnectSettings.GOOD,
            AdminSettings.GOOD));

    public Values values() {
        return values.get();
    }

    public Duration credentialsLifetime() {
        return Duration.ofSeconds(values().credentialsSeconds());
    }

    public Values change(Change change) {
        return values.updateAndGet(old -> new Values(
                Objects.requireNonNullElse(change.credentialsSeconds(), old.credentialsSeconds()),
                Objects.requireNonNullElse(change.refusedAsNullMe(), old.refusedAsNullMe()),
                Objects.requireNonNullElse(change.checksum(), old.checksum()),
                Objects.requireNonNullElse(change.maxListedEntries(), old.maxListedEntries()),
                change.search() == null ? old.search() : old.search().with(change.search()),
                change.connect() == null ? old.connect() : old.connect().with(change.connect()),
                change.admin() == null ? old.admin() : old.admin().with(change.admin())));
    }
}
