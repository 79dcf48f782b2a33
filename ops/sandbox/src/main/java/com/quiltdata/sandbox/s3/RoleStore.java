package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Role;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** The store with the buckets of one role, each in the sandbox's region. */
final class RoleStore extends ForwardingBlobStore {
    private final Role role;

    RoleStore(BlobStore blobs, Role role) {
        super(blobs);
        this.role = role;
    }

    @Override
    public ListBucketsResponse list() {
        ListBucketsResponse all = super.list();
        return all.toBuilder()
                .buckets(all.buckets().stream()
                        .filter(bucket -> role.reads(bucket.name()))
                        .toList())
                .build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return super.headBucket(request).toBuilder()
                .bucketRegion(S3Plane.REGION)
                .build();
    }
}
