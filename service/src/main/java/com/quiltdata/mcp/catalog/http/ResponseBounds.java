package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.memory.JsonMemoryEstimator;
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
 * Limits on the body of a response.
 *
 * @param maxBytes maximum size of one response, decompressed
 * @param memory is charged for the bytes as they arrive and for the tree parsed from them, until the call ends: what
 *     the call builds from a response is of similar size and lives as long
 */
public record ResponseBounds(long maxBytes, MemoryBudget memory) {
    private static final int CHUNK = 1 << 16;

    ResponseBounds within(long bytes) {
        return new ResponseBounds(Math.min(maxBytes, bytes), memory);
    }

    /** Reads a response; when its body is too long the connection is dropped, not drained. */
    RawResponse read(Upstream to, HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        return new RawResponse(
                response.getCode(),
                header(response, "Content-Type"),
                header(response, "Retry-After"),
                header(response, "Location"),
                header(response, "Date"),
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
            var body = read(in);
            if (body == null) {
                throw tooLarge(to, "is longer than the " + maxBytes + " bytes this server reads");
            }
            return body;
        } catch (Failure e) {
            request.cancel();
            throw e;
        }
    }

    static Failure tooLarge(Upstream from, String how) {
        return new Failure.TooLarge("%s's response %s; %s."
                .formatted(from.noun(), how, from.isQueried() ? "request less data" : "check " + from.setting()));
    }

    /** Returns the body, or null when it is longer than {@code maxBytes}. */
    private byte @Nullable [] read(InputStream in) throws IOException {
        var chunks = new ArrayList<byte[]>();
        var length = 0;
        for (var chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            length += chunk.length;
            if (length > maxBytes) {
                return null;
            }
            memory.charge(2L * chunk.length); // twice, because the chunks are joined
            chunks.add(chunk);
        }
        var body = chunks.size() == 1 ? chunks.getFirst() : join(chunks, length);
        memory.charge(JsonMemoryEstimator.of(body) - 2L * length);
        return body;
    }

    private static byte[] join(List<byte[]> chunks, int length) {
        var body = ByteBuffer.allocate(length);
        chunks.forEach(body::put);
        return body.array();
    }
}
