package com.quiltdata.sandbox.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of every bucket, as the sandbox itself reads and writes them: without a role, with versions. */
public final class Store {
    private final BlobStore blobs = new TransientNio2BlobStore();

    BlobStore blobs() {
        return blobs;
    }

    public void createBucket(String bucket) {
        var _ = blobs.createContainer(bucket);
        blobs.putBucketVersioning(bucket, BucketVersioningStatus.ENABLED);
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

    /** Lays a delete marker over {@code key}. */
    public void delete(String bucket, String key) {
        blobs.removeBlob(bucket, key);
    }

    /** The current bytes of {@code key}, unless it is absent or deleted. */
    public Optional<byte[]> get(String bucket, String key) {
        try (var blob =
                blobs.getBlob(GetObjectRequest.builder().bucket(bucket).key(key).build())) {
            return Optional.of(blob.readAllBytes());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the current version of {@code key}, unless it is absent or deleted. */
    public Optional<String> version(String bucket, String key) {
        return Optional.ofNullable(blobs.blobMetadataIfPresent(bucket, key)).map(HeadObjectResponse::versionId);
    }

    /** The current objects whose keys start with {@code prefix}, in key order. */
    public List<S3Object> list(String bucket, String prefix) {
        return Stream.of(blobs.list(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .build()))
                .flatMap(page -> page.contents().stream())
                .toList();
    }
}
