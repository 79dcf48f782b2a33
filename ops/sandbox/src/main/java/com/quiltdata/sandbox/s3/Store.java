package com.quiltdata.sandbox.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of all buckets with their versions, as the sandbox itself accesses them, without a role. */
public final class Store {
    private final NotifyingStore blobs = new NotifyingStore(new TransientNio2BlobStore());

    /** Notifies the listener of every change from now on. */
    public void listen(ObjectListener listener) {
        blobs.add(listener);
    }

    BlobStore blobs() {
        return blobs;
    }

    public void createBucket(String bucket) {
        var _ = blobs.createContainer(bucket);
        blobs.putBucketVersioning(bucket, BucketVersioningStatus.ENABLED);
    }

    public boolean hasBucket(String bucket) {
        return blobs.containerExists(bucket);
    }

    /** Sets the versioning of a bucket: {@code Enabled} or {@code Suspended}. */
    void setVersioning(String bucket, String status) {
        blobs.putBucketVersioning(bucket, BucketVersioningStatus.fromValue(status));
    }

    /** Stores a new version of {@code key} and returns its id. */
    public String put(String bucket, String key, byte[] content, String contentType, Map<String, String> metadata) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(contentType)
                .metadata(metadata)
                .contentLength((long) content.length)
                .build();
        String version =
                blobs.putBlob(request, new ByteArrayInputStream(content)).versionId();
        return version == null ? "null" : version;
    }

    Optional<String> copy(String fromBucket, String fromKey, @Nullable String version, String toBucket, String toKey) {
        try {
            CopyObjectResponse copy = blobs.copyBlob(CopyObjectRequest.builder()
                    .sourceBucket(fromBucket)
                    .sourceKey(fromKey)
                    .sourceVersionId(version)
                    .destinationBucket(toBucket)
                    .destinationKey(toKey)
                    .build());
            return Optional.ofNullable(copy.versionId());
        } catch (S3Exception e) {
            return absent(e);
        }
    }

    /** Adds a delete marker to {@code key}. */
    public void delete(String bucket, String key) {
        blobs.removeBlob(bucket, key);
    }

    /** Returns the current bytes of {@code key}, or nothing if it is absent or deleted. */
    public Optional<byte[]> get(String bucket, String key) {
        return get(bucket, key, null);
    }

    /** Returns the bytes of one version of {@code key}, the current one for null, or nothing if it does not exist. */
    public Optional<byte[]> get(String bucket, String key, @Nullable String version) {
        try (var blob = blobs.getBlob(GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .versionId(version)
                .build())) {
            return Optional.of(blob.readAllBytes());
        } catch (S3Exception e) {
            return absent(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the properties of one version of {@code key}, the current one for null, or nothing if none exists. */
    public Optional<ObjectHead> head(String bucket, String key, @Nullable String version) {
        try {
            HeadObjectResponse found = blobs.blobMetadata(HeadObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .versionId(version)
                    .build());
            return Optional.of(new ObjectHead(found.versionId(), found.contentLength(), found.contentType()));
        } catch (S3Exception e) {
            return absent(e);
        }
    }

    /** A delete marker that is requested by its version is a 405. */
    private static <T> Optional<T> absent(S3Exception failure) {
        if (failure.statusCode() == 404 || failure.statusCode() == 405) {
            return Optional.empty();
        }
        throw failure;
    }

    /** Returns the id of the current version of {@code key}, or nothing if it is absent or deleted. */
    public Optional<String> version(String bucket, String key) {
        return Optional.ofNullable(blobs.blobMetadataIfPresent(bucket, key)).map(HeadObjectResponse::versionId);
    }

    /** Returns the current version of {@code key}, or nothing if it is absent or deleted. */
    public Optional<Version> current(String bucket, String key) {
        return blobs.current(bucket, key);
    }

    /** Returns the current objects whose keys start with {@code prefix}, in key order. */
    public List<S3Object> list(String bucket, String prefix) {
        return Stream.of(blobs.list(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .build()))
                .flatMap(page -> page.contents().stream())
                .toList();
    }

    /** Returns every version and delete marker of the keys that start with {@code prefix}. */
    public List<Version> versions(String bucket, String prefix) {
        var found = new ArrayList<Version>();
        var request = ListObjectVersionsRequest.builder().bucket(bucket).prefix(prefix);
        ListObjectVersionsResponse page;
        do {
            page = blobs.listVersions(request.build());
            page.versions().forEach(version -> found.add(Version.of(version)));
            page.deleteMarkers().forEach(marker -> found.add(Version.of(marker)));
            request.keyMarker(page.nextKeyMarker()).versionIdMarker(page.nextVersionIdMarker());
        } while (Boolean.TRUE.equals(page.isTruncated()));
        return found;
    }
}
