package com.quiltdata.sandbox.control;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The settings that a test may change while the sandbox runs. */
public final class Settings {
    /**
     * The lifetime of issued credentials, whether GraphQL returns {@code me: null} for a refused session, and the
     * faults of search.
     */
    public record Values(long credentialsSeconds, boolean refusedAsNullMe, SearchSettings search) {}

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable Long credentialsSeconds,
            @Nullable Boolean refusedAsNullMe,
            SearchSettings.@Nullable Change search) {}

    private final AtomicReference<Values> values = new AtomicReference<>(new Values(3600, false, SearchSettings.GOOD));

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
                change.search() == null ? old.search() : old.search().with(change.search())));
    }
}
