package com.quiltdata.sandbox.control;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The faults of administration.
 *
 * @param subscriptionActive whether users and buckets may be added
 * @param mailWorks whether invitations and new passwords can be sent
 * @param outcomes mutations, such as {@code bucketRemove} or {@code admin.user.setEmail}, that change nothing, and the
 *     type of their result or the name of their operation error
 */
public record AdminSettings(boolean subscriptionActive, boolean mailWorks, Map<String, String> outcomes) {
    static final AdminSettings GOOD = new AdminSettings(true, true, Map.of());

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable Boolean subscriptionActive,
            @Nullable Boolean mailWorks,
            @Nullable Map<String, String> outcomes) {}

    AdminSettings with(Change change) {
        return new AdminSettings(
                Objects.requireNonNullElse(change.subscriptionActive(), subscriptionActive),
                Objects.requireNonNullElse(change.mailWorks(), mailWorks),
                Objects.requireNonNullElse(change.outcomes(), outcomes));
    }
}
