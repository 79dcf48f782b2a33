package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Failure;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands where a change is to be made.
 *
 * @param latest what the change is made from; null when there is no such package
 * @param newest the newest revision that is listed: usually the same, an older one is {@code latest} after a rollback
 */
record Base(
        PackageName name,
        @Nullable Revision latest,
        @Nullable Revision newest) {
    boolean exists() {
        return latest != null;
    }

    /** The revision that a change is made from. */
    Revision revision() {
        return Objects.requireNonNull(latest);
    }

    /** Whether this is what the change is made from. */
    boolean is(String hash) {
        return latest != null && latest.hash().equals(hash);
    }

    /** Whether {@code latest} is the newest. */
    boolean plain() {
        return latest != null && newest != null && latest.hash().equals(newest.hash());
    }

    boolean sameAs(Base other) {
        return same(latest, other.latest) && same(newest, other.newest);
    }

    /** The same pointer: a hash alone may stand in several places of a history. */
    static boolean same(@Nullable Revision one, @Nullable Revision other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.hash().equals(other.hash()) && one.modified().equals(other.modified());
    }

    /**
     * Lets a change pass that is meant for this.
     *
     * @param revision a full top hash, or {@code latest} for whatever stands
     */
    Base expect(String revision) {
        if (latest == null) {
            throw new Failure.NotFound(
                    "No package `%s` in bucket `%s`, or you may not see it; package_create makes one."
                            .formatted(name.name(), name.bucket()));
        }
        if (!revision.equals("latest") && !revision.equals(latest.hash())) {
            throw new Failure.Conflict(
                    ("`%s` has moved on from revision %s: latest is %s. Nothing was sent; read that revision, and "
                                    + "call again with revision=%s if the change still fits.")
                            .formatted(name.name(), revision, told(latest), latest.hash()));
        }
        return this;
    }

    /** Why a change is not sent whose base is no longer what stands. */
    static Failure.Conflict movedOn(Base base, List<Revision> above, @Nullable Revision now) {
        var first = above.isEmpty() ? now : above.getLast();
        return new Failure.Conflict("Somebody else changed `%s` first: %s. Nothing of yours was sent. %s"
                .formatted(
                        base.name().name(),
                        first == null ? "it was deleted" : "revision " + told(first),
                        first == null ? "Look at the bucket, and call again." : readAgain(first)));
    }

    /** What to do for whom another was first. */
    static String readAgain(Revision winner) {
        return "Read that revision, and call again with revision=%s if the change still fits.".formatted(winner.hash());
    }

    /** A revision in words: its hash, message and time. */
    static String told(Revision revision) {
        var message = revision.message();
        return "%s (%s, %s)"
                .formatted(
                        revision.hash(),
                        message == null ? "no message" : "\"" + Words.shortened(message) + "\"",
                        revision.modified().truncatedTo(ChronoUnit.SECONDS));
    }
}
