package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;

/** Gives s3proxy the secret that checks a signature, and the store with the rights of the session's role. */
final class RoleStoreLocator implements BlobStoreLocator {
    private final Sessions sessions;
    private final BlobStore blobs;

    RoleStoreLocator(Sessions sessions, BlobStore blobs) {
        this.sessions = sessions;
        this.blobs = blobs;
    }

    @Override
    public @Nullable AccessGrant locateBlobStore(
            @Nullable String identity, @Nullable String container, @Nullable String blob) {
        return identity == null
                ? null
                : sessions.find(identity)
                        .map(session -> grant(session, container))
                        .orElse(null);
    }

    private AccessGrant grant(Session session, @Nullable String bucket) {
        Role role = session.role();
        if (bucket != null && !bucket.isEmpty() && !role.reads(bucket) && blobs.containerExists(bucket)) {
            throw new S3ProxyException(S3ErrorCode.ACCESS_DENIED, "Access Denied");
        }
        return new AccessGrant(session.secretAccessKey(), new RoleStore(blobs, role));
    }
}
