package com.quiltdata.mcp.catalog.s3;

import com.google.common.hash.Hashing;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.SignedUpload;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** Puts objects as the caller, each with a CRC32, which S3 compares with the bytes received. */
record S3ObjectWriter(S3Session s3, LinkSigner links, BoundedParallel puts) implements ObjectWriter {
    private static final int PRECONDITION_FAILED = 412;

    @Override
    public StoredObject put(Caller caller, String bucket, PutItem item) {
        return put(caller, bucket, item, item.overwrite());
    }

    @Override
    public ObjectInfo replace(Caller caller, String bucket, PutItem item) {
        return put(caller, bucket, item, false).info();
    }

    private StoredObject put(Caller caller, String bucket, PutItem item, boolean readReplaced) {
        var at = new ObjectLocation(bucket, item.key(), null);
        var type = item.contentType() == null ? MediaTypeDetector.of(item.key(), item.content()) : item.contentType();
        return s3.call(caller, S3Target.written(at), as -> {
            var before = readReplaced ? before(as, at) : null;
            try {
                return new StoredObject(put(as, at, item, type), before);
            } catch (AwsServiceException e) {
                return new StoredObject(own(as, at, item, type, e), before);
            }
        });
    }

    private static ObjectInfo put(S3Session.CallContext as, ObjectLocation at, PutItem item, String type) {
        var put = as.client()
                .putObject(
                        r -> r.bucket(at.bucket())
                                .key(item.key())
                                .contentType(type)
                                .metadata(item.metadata())
                                .ifNoneMatch(item.overwrite() ? null : "*")
                                .checksumCRC32(crc32(item.content()))
                                .overrideConfiguration(as.override()),
                        RequestBody.fromBytes(item.content()));
        return new ObjectInfo(
                ObjectInfos.withVersion(at, put.versionId()),
                item.content().length,
                type,
                null,
                null,
                put.eTag(),
                null,
                item.metadata());
    }

    /** Returns the object that an earlier attempt of the same put stored, whose response was lost; else rethrows. */
    private static ObjectInfo own(
            S3Session.CallContext as, ObjectLocation at, PutItem item, String type, AwsServiceException e) {
        if (e.statusCode() != PRECONDITION_FAILED || e.numAttempts() < 2) {
            throw e;
        }
        ObjectInfo there;
        try {
            there = as.head(at);
        } catch (SdkException _) {
            throw e;
        }
        if (md5(item.content()).equals(there.etag())
                && type.equals(there.contentType())
                && item.metadata().equals(there.metadata())) {
            return there;
        }
        throw e;
    }

    /** Returns the ETag that S3 gives an object of this content, unless a KMS key encrypts it. */
    @SuppressWarnings("deprecation") // S3's algorithm
    private static String md5(byte[] content) {
        return "\"" + Hashing.md5().hashBytes(content) + "\"";
    }

    @Override
    public List<Attempt<StoredObject>> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        return puts.run(
                items.stream()
                        .<Supplier<Attempt<StoredObject>>>map(item -> () -> tryPut(caller, bucket, item))
                        .toList(),
                done);
    }

    /** Puts one of several objects; only a refused token is thrown, any other failure is the outcome. */
    private Attempt<StoredObject> tryPut(Caller caller, String bucket, PutItem item) {
        return Thread.currentThread().isInterrupted()
                ? BoundedParallel.givenUp()
                : Attempt.of(() -> put(caller, bucket, item));
    }

    @Override
    public SignedUpload uploadLink(Caller caller, UploadLinkRequest terms, Duration lifetime) {
        var at = new ObjectLocation(terms.bucket(), terms.key(), null);
        return s3.call(caller, S3Target.object(at), as -> links.sign(as, terms, lifetime));
    }

    /** Returns the existing object, or null when there is none or the caller may not see it. */
    private static @Nullable ObjectInfo before(S3Session.CallContext as, ObjectLocation at) {
        try {
            return as.head(at);
        } catch (AwsServiceException e) {
            if (e.statusCode() == 403 || e.statusCode() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** Returns the checksum in S3's form: four bytes, most significant first, in base64. */
    private static String crc32(byte[] content) {
        var crc = new CRC32();
        crc.update(content);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }
}
