package com.quiltdata.sandbox.control;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a test may turn while the sandbox runs. */
public final class Settings {
    /**
     * How long issued credentials live, whether GraphQL answers a refused session with {@code me: null}, and how search
     * behaves.
     */
    public record Values(long credentialsSeconds, boolean refusedAsNullMe, SearchSettings search) {}

    /** The values to change; what is absent stays. */
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
