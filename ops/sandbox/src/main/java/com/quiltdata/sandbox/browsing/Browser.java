package com.quiltdata.sandbox.browsing;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.s3.ObjectHead;
import com.quiltdata.sandbox.s3.Store;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the files of a browsing session. */
public record Browser(BrowsingSessions sessions, Packages packages, Store store) {
    /** A file's bytes, and the content type of its object. */
    public record Page(String contentType, ByteBuffer bytes) {}

    /** Thrown when the session belongs to another user, or the user's role may not read the file's bucket. */
    public static final class Forbidden extends Exception {}

    /** Returns the file at {@code path} of the session's revision, or nothing if the session or file does not exist. */
    public Optional<Page> read(User user, String session, String path) throws Forbidden {
        Optional<BrowsingSession> open = sessions.find(session);
        if (open.filter(found -> !found.owner().equals(user.name())).isPresent()) {
            throw new Forbidden();
        }
        try {
            return open.map(BrowsingSession::scope)
                    .filter(this::hasRevision)
                    .flatMap(scope -> packages.manifest(scope.bucket(), scope.hash()))
                    .flatMap(manifest -> manifest.entries().stream()
                            .filter(entry -> entry.logicalKey().equals(path))
                            .findFirst())
                    .flatMap(entry -> page(new Access(store, user.role()), entry));
        } catch (Access.Denied e) {
            throw new Forbidden();
        }
    }

    /** Returns whether the package has the revision, or had it as its latest. */
    private boolean hasRevision(Scope scope) {
        return packages.history(scope.bucket(), scope.name())
                .flatMap(history -> history.revision(scope.hash()))
                .isPresent();
    }

    private static Optional<Page> page(Access access, Entry entry) {
        PhysicalKey at = entry.physicalKey();
        Optional<ObjectHead> head = access.head(at.bucket(), at.key(), at.versionId());
        return head.flatMap(found -> access.get(at.bucket(), at.key(), at.versionId())
                .map(bytes -> new Page(
                        found.contentType() == null ? "application/octet-stream" : found.contentType(),
                        ByteBuffer.wrap(bytes))));
    }
}
