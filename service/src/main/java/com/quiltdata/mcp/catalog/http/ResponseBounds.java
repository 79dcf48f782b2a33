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
    RawResponse read(Upstream to, HttpUriRequestBase request, ClassicHttpResponse response, ExchangeDeadline deadline)
            throws IOException {
        return new RawResponse(
                response.getCode(),
                header(response, "Content-Type"),
                header(response, "Retry-After"),
                header(response, "Location"),
                header(response, "Date"),
                body(to, request, response.getEntity(), deadline));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        var header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private byte[] body(Upstream to, HttpUriRequestBase request, @Nullable HttpEntity entity, ExchangeDeadline deadline)
            throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (var in = entity.getContent()) {
            try {
                var body = read(in, entity.getContentLength(), deadline);
                if (body == null) {
                    throw tooLarge(to, "is longer than the " + maxBytes + " bytes this server reads");
                }
                return body;
            } catch (Failure e) {
                request.cancel(); // before the stream is closed, which would read the rest of the body
                throw e;
            }
        }
    }

    static Failure tooLarge(Upstream from, String how) {
        return new Failure.TooLarge("%s's response %s; %s."
                .formatted(from.noun(), how, from.isQueried() ? "request less data" : "check " + from.setting()));
    }

    /**
     * Returns the body, or null when it is longer than {@code maxBytes}.
     *
     * @param declared the length that was declared for it, negative for none
     */
    private byte @Nullable [] read(InputStream in, long declared, ExchangeDeadline deadline) throws IOException {
        if (declared > maxBytes) {
            return null;
        }
        if (declared >= 0 && declared <= CHUNK) {
            var body = in.readNBytes((int) declared); // without a buffer for more
            charge(JsonMemoryEstimator.of(body), deadline);
            return body;
        }
        var chunks = new ArrayList<byte[]>();
        var length = 0;
        for (var chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            length += chunk.length;
            if (length > maxBytes) {
                return null;
            }
            charge(2L * chunk.length, deadline); // twice, because the chunks are joined
            chunks.add(chunk);
        }
        var body = chunks.size() == 1 ? chunks.getFirst() : join(chunks, length);
        charge(JsonMemoryEstimator.of(body) - 2L * length, deadline);
        return body;
    }

    /** Charges the call, and waits for the memory no longer than the exchange may last. */
    private void charge(long bytes, ExchangeDeadline deadline) {
        memory.charge(bytes, deadline.shorter(memory.budget().patience()));
    }

    private static byte[] join(List<byte[]> chunks, int length) {
        var body = ByteBuffer.allocate(length);
        chunks.forEach(body::put);
        return body.array();
    }
}
