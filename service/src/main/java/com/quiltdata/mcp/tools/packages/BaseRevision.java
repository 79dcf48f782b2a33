package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Revision;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The state of a package that a change starts from.
 *
 * @param latest the revision that the change is based on; null if the package does not exist, or its manifest is missing
 * @param newest the newest listed revision: usually {@code latest}, which is an older one after a rollback
 */
public record BaseRevision(
        PackageName name,
        @Nullable Revision latest,
        @Nullable Revision newest) {
    /** The advice for a caller whose change lost against another revision; not every writer has `revision`. */
    public static final String READ_AGAIN = "Read that revision; if your change still applies to it, call again.";

    /** The top hash of {@code latest}; null if there is none. */
    public @Nullable String hash() {
        return latest == null ? null : latest.hash();
    }

    /** Whether {@code latest} is the newest listed revision. */
    public boolean isNewest() {
        return latest != null && newest != null && latest.hash().equals(newest.hash());
    }

    public boolean isSameAs(BaseRevision other) {
        return samePointer(latest, other.latest) && samePointer(newest, other.newest);
    }

    /** Whether both are the same pointer, by hash and time: one hash may occur several times in a history. */
    public static boolean samePointer(@Nullable Revision one, @Nullable Revision other) {
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
        if (latest == null && newest != null) {
            throw new Failure.Conflict(
                    "The manifest of the latest revision of `%s` is missing; the newest listed is %s. Nothing was written. Restore a revision with package_restore."
                            .formatted(name.name(), describe(newest)));
        } else if (latest == null) {
            throw new Failure.NotFound(
                    "No package `%s` in bucket `%s`, or you may not see it. Nothing was written; create it with package_create."
                            .formatted(name.name(), name.bucket()),
                    name.bucket());
        }
        if (!revision.equals("latest") && !revision.equals(latest.hash())) {
            throw new Failure.Conflict(
                    ("`%s` has changed since revision %s: latest is %s. Nothing was written. Read that revision; if your "
                                    + "change still applies, call again with revision=%s. That keeps the files of latest; package_restore restores older ones.")
                            .formatted(name.name(), revision, describe(latest), latest.hash()));
        }
        return this;
    }

    /** Returns this base if the package has a revision, even if the manifest of {@code latest} is missing. */
    public BaseRevision existing() {
        return newest == null ? expect("latest") : this;
    }

    /** A revision as text: its hash, message and time. */
    public static String describe(Revision revision) {
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
    public void refuseExisting(boolean permitted, String permission) {
        if (!permitted && newest != null && latest == null) {
            throw new Failure.Conflict(
                    "Package `%s` already exists in bucket `%s`, but the manifest of its latest revision is missing; the newest listed is %s. Nothing was written. Restore a revision with package_restore, or replace all of it with %s."
                            .formatted(name.name(), name.bucket(), describe(newest), permission));
        } else if (latest != null && !permitted) {
            throw new Failure.Conflict(
                    "Package `%s` already exists in bucket `%s`: latest is %s. Nothing was written. Change it with package_patch, or replace all of it with %s."
                            .formatted(name.name(), name.bucket(), describe(latest), permission));
        }
    }
}
