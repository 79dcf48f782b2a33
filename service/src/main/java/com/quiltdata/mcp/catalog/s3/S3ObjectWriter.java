package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectWriter;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** Puts objects as the caller, each with its CRC32, which S3 compares with what arrived. */
final class S3ObjectWriter implements ObjectWriter {
    private final S3Session s3;

    S3ObjectWriter(S3Session s3) {
        this.s3 = s3;
    }

    @Override
    public ObjectInfo put(
            Caller caller,
            String bucket,
            String key,
            byte[] content,
            @Nullable String contentType,
            Map<String, String> metadata) {
        var at = new ObjectLocation(bucket, key, null);
        var put = s3.call(
                caller,
                Target.object(at),
                (client, as) -> client.putObject(
                        r -> r.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .metadata(metadata)
                                .checksumCRC32(crc32(content))
                                .overrideConfiguration(as.override()),
                        RequestBody.fromBytes(content)));
        return new ObjectInfo(
                Infos.met(at, put.versionId()), content.length, contentType, null, null, put.eTag(), null, metadata);
    }

    /** As S3 writes it: four bytes, most significant first, in base64. */
    private static String crc32(byte[] content) {
        var crc = new CRC32();
        crc.update(content);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }
}
