package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Revision;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a package that a change starts from.
 *
 * @param latest the revision that the change is based on; null if the package does not exist
 * @param newest the newest listed revision: usually {@code latest}, which is an older one after a rollback
 */
public record BaseRevision(
        PackageName name,
        @Nullable Revision latest,
        @Nullable Revision newest) {
    /** The advice for a caller whose change lost against another revision; not every writer has `revision`. */
    public static final String READ_AGAIN = "Read that revision; if your change still applies to it, call again.";

    public boolean exists() {
        return latest != null;
    }

    /** The revision that the change is based on. */
    public Revision revision() {
        return Objects.requireNonNull(latest);
    }

    /** Whether {@code latest} has this top hash. */
    public boolean is(String hash) {
        return latest != null && latest.hash().equals(hash);
    }

    /** Whether {@code latest} is the newest listed revision. */
    public boolean plain() {
        return latest != null && newest != null && latest.hash().equals(newest.hash());
    }

    public boolean sameAs(BaseRevision other) {
        return same(latest, other.latest) && same(newest, other.newest);
    }

    /** Whether both are the same pointer, by hash and time: one hash may occur several times in a history. */
    public static boolean same(@Nullable Revision one, @Nullable Revision other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.hash().equals(other.hash()) && one.modified().equals(other.modified());
    }

    /**
     * Returns this base if the change was made for its revision.
     *
     * @param revision a full top hash, or {@code latest} for any revision
     */
    public BaseRevision expect(String revision) {
        if (latest == null) {
            throw new Failure.NotFound(
                    "No package `%s` in bucket `%s`, or you may not see it. Nothing was written; create it with package_create."
                            .formatted(name.name(), name.bucket()));
        }
        if (!revision.equals("latest") && !revision.equals(latest.hash())) {
            throw new Failure.Conflict(
                    ("`%s` has changed since revision %s: latest is %s. Nothing was written. Read that revision; if your "
                                    + "change still applies, call again with revision=%s.")
                            .formatted(name.name(), revision, told(latest), latest.hash()));
        }
        return this;
    }

    /** The refusal of a change whose base is no longer {@code latest}. */
    public static Failure.Conflict movedOn(BaseRevision base, List<Revision> above, @Nullable Revision now) {
        var first = above.isEmpty() ? now : above.getLast();
        return new Failure.Conflict("Somebody else changed `%s` first: %s. Your change was not written. %s"
                .formatted(
                        base.name().name(),
                        first == null ? "it was deleted" : "revision " + told(first),
                        first == null ? "Check the bucket, and call again." : READ_AGAIN));
    }

    /** A revision as text: its hash, message and time. */
    public static String told(Revision revision) {
        var message = revision.message();
        return "%s (%s, %s)"
                .formatted(
                        revision.hash(),
                        message == null ? "no message" : "\"" + NameFormatter.shortened(message) + "\"",
                        revision.modified().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Refuses to replace a package without permission.
     *
     * @param permission the argument that gives it, as the caller would send it
     */
    public static void refuseExisting(BaseRevision base, boolean permitted, String permission) {
        if (base.exists() && !permitted) {
            throw new Failure.Conflict(
                    "Package `%s` already exists in bucket `%s`: latest is %s. Nothing was written. Change it with package_patch, or replace all of it with %s."
                            .formatted(base.name().name(), base.name().bucket(), told(base.revision()), permission));
        }
    }
}
