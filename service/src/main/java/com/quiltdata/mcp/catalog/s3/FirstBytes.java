package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectLocation;
import java.io.IOException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Takes the bytes of a range that begins at {@code offset}; of an S3 that sends more, the first, and drops the connection. */
record FirstBytes(ObjectLocation at, long offset, int maxBytes, BytesInHand memory)
        implements ResponseTransformer<GetObjectResponse, ObjectContent> {
    /**
     * Bytes of memory per byte read until the answer is sent: the bytes, the text or base64 made of them, its JSON, and a
     * second copy of each while the answer is cut to its size. Measured: with 6, many parallel reads fill 70 % of a heap of
     * 512 MiB.
     */
    static final int COST = 10;

    /** The header that asks for these bytes and no others. */
    String range() {
        return "bytes=" + offset + "-" + (offset + maxBytes - 1);
    }

    @Override
    public ObjectContent transform(GetObjectResponse response, AbortableInputStream in) {
        try {
            return content(response, in);
        } catch (RuntimeException e) {
            in.abort();
            throw e;
        }
    }

    private ObjectContent content(GetObjectResponse response, AbortableInputStream in) {
        var length = response.contentLength();
        if (length == null) {
            throw new Unavailable("S3 does not say how large the object is.", null);
        }
        var wanted = (int) Math.min(maxBytes, length);
        memory.charge((long) wanted * COST);
        try {
            var bytes = in.readNBytes(wanted);
            if (bytes.length < wanted) {
                throw RetryableException.create("the object ended early");
            }
            if (wanted < length) {
                in.abort();
            }
            return new ObjectContent(Infos.of(at, response, size(response, length)), offset, bytes);
        } catch (IOException e) {
            throw RetryableException.create("the object broke off", e);
        }
    }

    /** The size of the whole object: {@code Content-Range: bytes 0-9/1000}; without a range, the length of what was sent. */
    private long size(GetObjectResponse response, long length) {
        var range = response.contentRange();
        if (range == null) {
            if (offset > 0) {
                throw new Unavailable("S3 did not send the part of the object that was asked for.", null);
            }
            return length;
        }
        var size = range.substring(range.indexOf('/') + 1);
        if (!range.startsWith("bytes " + offset + "-") || !size.matches("\\d{1,18}")) {
            throw new Unavailable("S3 did not send the part of the object that was asked for.", null);
        }
        return Long.parseLong(size);
    }
}
