package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.PutOutcome;
import com.quiltdata.mcp.catalog.objects.SignedUpload;
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
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts objects as the caller, each with a CRC32, which S3 compares with the bytes received. */
final class S3ObjectWriter implements ObjectWriter {
    private static final int AT_ONCE_OF_ONE_CALL = 4;
    private static final int AT_ONCE = 64;

    private final S3Session s3;
    private final LinkSigner links;
    private final BoundedParallel sideBySide = new BoundedParallel(AT_ONCE_OF_ONE_CALL, AT_ONCE);

    S3ObjectWriter(S3Session s3, LinkSigner links) {
        this.s3 = s3;
        this.links = links;
    }

    @Override
    public PutOutcome.StoredObject put(Caller caller, String bucket, PutItem item) {
        return put(caller, bucket, item, item.overwrite());
    }

    @Override
    public ObjectInfo replace(Caller caller, String bucket, PutItem item) {
        return put(caller, bucket, item, false).info();
    }

    private PutOutcome.StoredObject put(Caller caller, String bucket, PutItem item, boolean look) {
        var at = new ObjectLocation(bucket, item.key(), null);
        var type = item.contentType() == null ? MediaTypeDetector.of(item.key(), item.content()) : item.contentType();
        return s3.call(caller, S3Target.object(at), (client, as) -> {
            var before = look ? before(client, as, at) : null;
            var put = client.putObject(
                    r -> r.bucket(bucket)
                            .key(item.key())
                            .contentType(type)
                            .metadata(item.metadata())
                            .ifNoneMatch(item.overwrite() ? null : "*")
                            .checksumCRC32(crc32(item.content()))
                            .overrideConfiguration(as.override()),
                    RequestBody.fromBytes(item.content()));
            var location = ObjectInfos.met(at, put.versionId());
            var now = new ObjectInfo(
                    location, item.content().length, type, null, null, put.eTag(), null, item.metadata());
            return new PutOutcome.StoredObject(now, before);
        });
    }

    @Override
    public List<PutOutcome> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        return sideBySide.run(
                items.stream()
                        .<Supplier<PutOutcome>>map(item -> () -> tryPut(caller, bucket, item))
                        .toList(),
                done);
    }

    @Override
    public SignedUpload uploadLink(Caller caller, UploadLinkRequest terms, Duration lifetime) {
        var at = new ObjectLocation(terms.bucket(), terms.key(), null);
        return s3.call(caller, S3Target.object(at), (client, as) -> links.sign(as, terms, lifetime));
    }

    /** Returns the existing object, or null when there is none or the caller may not see it. */
    private static @Nullable ObjectInfo before(S3Client client, S3Session.CallContext as, ObjectLocation at) {
        try {
            return ObjectInfos.of(
                    at,
                    client.headObject(r -> r.bucket(at.bucket()).key(at.key()).overrideConfiguration(as.override())));
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
