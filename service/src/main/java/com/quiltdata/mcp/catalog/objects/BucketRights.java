package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says about a caller's rights in a bucket.
 *
 * @param role the active role; null if unknown
 * @param otherRoles the caller's other roles, of whose rights the catalog says nothing
 */
public record BucketRights(@Nullable String role, List<String> otherRoles, Level level) {
    public static final BucketRights UNKNOWN = new BucketRights(null, List.of(), Level.UNKNOWN);

    private static final int MAX_NAMED = 5;

    public BucketRights {
        otherRoles = List.copyOf(otherRoles);
    }

    /** The rights of the caller in the bucket. */
    public enum Level {
        UNLISTED("the catalog does not list bucket `%s` for it"),
        READ("the catalog lets you read bucket `%s` but not write to it"),
        READ_WRITE("the catalog lets you read and write in bucket `%s`, but it refused this"),
        UNKNOWN("the catalog does not say what it may do in bucket `%s`");

        private final String words;

        Level(String words) {
            this.words = words;
        }
    }

    /** Refuses a change that these rights surely do not allow; the rights of another role may differ. */
    public void requireWrite(String bucket) {
        if (level == Level.READ && otherRoles.isEmpty()) {
            throw new Failure.Denied(
                    "Your role may not write to bucket `%s`. Nothing was changed.".formatted(bucket), bucket);
        }
    }

    /** Returns the active role, and who can help where it does not suffice; empty if the role is unknown. */
    public Optional<String> advice() {
        return Optional.ofNullable(role).map(it -> "Your active role is `%s`. %s".formatted(it, help()));
    }

    private String help() {
        var others = otherRoles.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
        return others.isEmpty()
                ? "You have no other role: ask an administrator of the catalog."
                : "You also have %s: switch roles in the catalog if another may, or ask an administrator of the catalog."
                        .formatted(others);
    }

    /**
     * Returns the refusal with the role, what it may do in the bucket, and who can help. Something that is not found is
     * explained only in a bucket that the catalog does not list for the role.
     *
     * @param writable names of other buckets that the caller may write to
     */
    public Failure explain(Failure refused, List<String> writable) {
        var bucket = refused.bucket();
        if (role == null || bucket == null || (refused instanceof Failure.NotFound && level != Level.UNLISTED)) {
            return refused;
        }
        return refused.withMessage("%s Your active role is `%s`; %s. %s"
                        .formatted(refused.sentence(), role, level.words.formatted(bucket), help())
                + (writable.isEmpty() ? "" : " " + writableSentence(writable)));
    }

    /** Returns a sentence that names the first few of the buckets that the caller may write to. */
    public static String writableSentence(List<String> writable) {
        return writable.stream()
                .limit(MAX_NAMED)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", ", "You may write to: ", "."));
    }
}
