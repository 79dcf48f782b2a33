package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.health.ProcessHealth;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the health paths from the latest results of the health registry, without waiting: 200 while this process can
 * serve, even if the catalog cannot be reached, and 503 while it drains or is broken.
 */
public final class HealthResponder {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final Supplier<ProcessHealth> condition;
    private final String version;
    private final String transport;
    private final Clock clock;

    public HealthResponder(Supplier<ProcessHealth> condition, String version, String transport, Clock clock) {
        this.condition = condition;
        this.version = version;
        this.transport = transport;
        this.clock = clock;
    }

    void respond(Request request, Response response, Callback callback) {
        var headers = response.getHeaders();
        if (!METHODS.contains(request.getMethod())) {
            headers.put(HttpHeader.ALLOW, "GET, HEAD");
            ErrorPages.write(request, response, callback, 405, ErrorResponses.sentence(405));
            return;
        }
        var now = condition.get();
        var body = body(now, request.getHttpURI().getPath()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(now.serving() ? 200 : 503);
        headers.put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, no-transform, must-revalidate");
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private String body(ProcessHealth now, String route) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("status", now.serving() ? "ok" : "unhealthy")
                .put(
                        "timestamp",
                        OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC)
                                .toString())
                .put("route", route);
        body.putObject("server")
                .put("name", "quilt-mcp-server")
                .put("version", version)
                .put("transport", transport);
        if (!now.degraded().isEmpty()) {
            var degraded = body.putArray("degraded");
            now.degraded().forEach(degraded::add);
        }
        return body.toString();
    }
}
