package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.memory.JsonCost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an answer may take.
 *
 * @param maxBytes of one answer, decompressed
 * @param memory is charged the bytes as they arrive, and the tree that they will be parsed to, until the call ends: what
 *     the call makes of an answer is of its size, and lives as long as the call
 */
public record AnswerBounds(long maxBytes, BytesInHand memory) {
    private static final int CHUNK = 1 << 16;

    /** The same, of no more than these bytes. */
    AnswerBounds within(long bytes) {
        return new AnswerBounds(Math.min(maxBytes, bytes), memory);
    }

    /** Reads an answer; on one whose body is too long the connection is dropped, not drained. */
    RawReply read(Upstream to, HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        return new RawReply(
                response.getCode(),
                header(response, "Content-Type"),
                header(response, "Retry-After"),
                body(to, request, response.getEntity()));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        var header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private byte[] body(Upstream to, HttpUriRequestBase request, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (var in = entity.getContent()) {
            var body = whole(in);
            if (body == null) {
                throw new TooLarge(to.noun() + "'s answer is longer than the " + maxBytes
                        + " bytes this server reads; ask for less.");
            }
            return body;
        } catch (CatalogException e) {
            request.cancel();
            throw e;
        }
    }

    /** The body, or null when it is longer than {@code maxBytes}. */
    private byte @Nullable [] whole(InputStream in) throws IOException {
        var chunks = new ArrayList<byte[]>();
        var length = 0;
        for (var chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            length += chunk.length;
            if (length > maxBytes) {
                return null;
            }
            memory.charge(2L * chunk.length); // once more when they are put together
            chunks.add(chunk);
        }
        var body = chunks.size() == 1 ? chunks.getFirst() : joined(chunks, length);
        memory.charge(JsonCost.of(body) - 2L * length);
        return body;
    }

    private static byte[] joined(List<byte[]> chunks, int length) {
        var all = ByteBuffer.allocate(length);
        chunks.forEach(all::put);
        return all.array();
    }
}
