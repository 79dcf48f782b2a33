package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.Admission.RequestAdmission;
import com.quiltdata.mcp.admission.TokenStatus;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads complete bodies within a size and a time; above {@link ArrivingRequest#SMALL} only with an accepted token. */
public record BodyReader(BodyLimits limits, BodyTimeout timeout, Meters meters) {
    private static final int CHUNK = 16 * 1024;

    /** Returns the body, empty without one; throws 413 if too large, 408 if late, 429 or 503 if no memory is free. */
    byte[] read(@Nullable Object arriving, InputStream entity, RequestAdmission visit) {
        if (!(arriving instanceof ArrivingRequest request)) {
            return new byte[0];
        } else if (request.getLength() > limits.maxBytes()) {
            throw tooLarge(limits.maxBytes(), "");
        }
        try {
            var body = request.body();
            if (body == null) {
                judge(visit.await());
                return rest(request, entity);
            }
            request.share().grow(body.length);
            return body;
        } catch (ByteBudget.MemoryExhaustedException e) {
            throw exhausted(e, visit.now() == TokenStatus.ACCEPTED);
        }
    }

    /** Returns a body outside of the MCP endpoint, empty if none; throws 413 if too large, 429 if memory is full. */
    byte[] readSmall(@Nullable Object arriving, int maxBytes) {
        if (!(arriving instanceof ArrivingRequest request)) {
            return new byte[0];
        }
        var body = request.body();
        if (body == null || body.length > maxBytes) {
            throw tooLarge(maxBytes, "");
        }
        request.judged();
        try {
            request.share().grow(body.length);
            return body;
        } catch (ByteBudget.MemoryExhaustedException e) {
            throw exhausted(e, false);
        }
    }

    /** Requires an accepted token for a body longer than {@link ArrivingRequest#SMALL}. */
    private static void judge(TokenStatus status) {
        switch (status) {
            case ACCEPTED -> {}
            case REFUSED -> throw new UnauthenticatedException();
            case UNJUDGED ->
                throw tooLarge(
                        ArrivingRequest.SMALL,
                        " that applies while the catalog has not accepted your token; try again later");
        }
    }

    private byte[] rest(ArrivingRequest request, InputStream entity) {
        var in = new MinimumRateReader(entity, limits, timeout, System::nanoTime, request.begun());
        try {
            return request.getLength() < 0
                    ? undeclared(in, request.share())
                    : declared(in, (int) request.getLength(), request.share());
        } catch (IOException e) {
            if (in.late()) {
                meters.count(Metric.ARRIVAL_REFUSALS, "late");
            }
            throw in.late() ? refused(408, BodyIntake.late(limits.timeout().toSeconds())) : brokenOff(request);
        }
    }

    private static byte[] declared(MinimumRateReader in, int length, ByteBudget.Share share) throws IOException {
        share.grow(length);
        var body = new byte[length];
        if (in.fill(body) < length) {
            throw new IOException("the body ended early");
        }
        return body;
    }

    private byte[] undeclared(MinimumRateReader in, ByteBudget.Share share) throws IOException {
        var chunks = new ArrayList<byte[]>();
        int length = 0;
        int read;
        do {
            share.grow(CHUNK);
            var chunk = new byte[CHUNK];
            read = in.fill(chunk);
            length += read;
            chunks.add(chunk);
            if (length > limits.maxBytes()) {
                throw tooLarge(limits.maxBytes(), "");
            }
        } while (read == CHUNK);
        share.grow(length);
        var body = new byte[length];
        for (int i = 0; i < chunks.size(); i++) {
            System.arraycopy(chunks.get(i), 0, body, i * CHUNK, Math.min(CHUNK, length - i * CHUNK));
        }
        return body;
    }

    private static WebApplicationException tooLarge(int max, String addition) {
        return refused(413, "The request body exceeds the limit of %,d bytes%s.".formatted(max, addition));
    }

    private static WebApplicationException refused(int status, String sentence) {
        return error(status, sentence, "Connection", "close");
    }

    private static WebApplicationException later(int status, String sentence) {
        return error(status, sentence, HttpHeaders.RETRY_AFTER, BodyIntake.RETRY_SECONDS);
    }

    private static WebApplicationException error(int status, String sentence, String header, String value) {
        return new WebApplicationException(
                ErrorResponses.of(status, sentence).header(header, value).build());
    }

    /** Returns the error for an incomplete body, which is not the client's fault if the server is stopping. */
    private static WebApplicationException brokenOff(ArrivingRequest request) {
        return HttpExchange.stopping(request)
                ? later(503, ErrorResponses.sentence(503))
                : refused(400, BodyIntake.BROKEN);
    }

    private static WebApplicationException exhausted(ByteBudget.MemoryExhaustedException e, boolean accepted) {
        var message = String.valueOf(e.getMessage());
        return switch (e.shortage()) {
            case TOTAL -> refused(413, message);
            case OWNER -> later(429, message);
            case OTHERS -> later(accepted ? 503 : 429, message);
        };
    }
}
