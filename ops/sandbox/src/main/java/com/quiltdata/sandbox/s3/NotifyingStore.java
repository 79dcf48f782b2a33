package com.quiltdata.sandbox.s3;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A store that notifies its listeners after each change. */
final class NotifyingStore extends ForwardingBlobStore {
    private final List<ObjectListener> listeners = new CopyOnWriteArrayList<>();

    NotifyingStore(BlobStore blobs) {
        super(blobs);
    }

    void add(ObjectListener listener) {
        listeners.add(listener);
    }

    private void notifyListeners(String bucket, String key, Optional<Version> created) {
        listeners.forEach(listener -> listener.changed(bucket, key, created));
    }

    Optional<Version> current(String bucket, String key) {
        return Optional.ofNullable(blobMetadataIfPresent(bucket, key)).map(head -> Version.of(key, head));
    }

    /** Returns the version with this id if it is the current one: for any other, S3Proxy would read all of the key. */
    private Optional<Version> current(String bucket, String key, @Nullable String id) {
        return current(bucket, key).filter(version -> version.id().equals(id));
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        PutObjectResponse response = super.putBlob(request, content);
        notifyListeners(
                request.bucket(), request.key(), current(request.bucket(), request.key(), response.versionId()));
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request);
        notifyListeners(
                request.destinationBucket(),
                request.destinationKey(),
                current(request.destinationBucket(), request.destinationKey(), response.versionId()));
        return response;
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        DeleteObjectResponse response = super.removeBlob(request);
        notifyListeners(
                request.bucket(),
                request.key(),
                request.versionId() == null && response.versionId() != null
                        ? Optional.of(Version.marker(request.key(), response.versionId()))
                        : Optional.empty());
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        notifyListeners(
                upload.containerName(),
                upload.blobName(),
                current(upload.containerName(), upload.blobName(), response.versionId()));
        return response;
    }
}
