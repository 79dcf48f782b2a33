package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.health.HealthStateReader;
import com.quiltdata.mcp.json.OutgoingJson;
import com.quiltdata.mcp.page.PageState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Serves the health paths at once: 200 while this process can serve, even without the catalog, else 503.
 *
 * @param page the responder for browsers at {@code /}; null if they get JSON too
 */
public record HealthResponder(
        HealthStateReader health,
        String version,
        Clock clock,
        @Nullable PageResponder page) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    /** Writer that puts a space after each colon and comma, as the deployment reference does. */
    private static final ObjectWriter SPACED = OutgoingJson.texts()
            .build()
            .writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEntrySpacing(Separators.Spacing.AFTER)
                            .withArrayValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance));

    void respond(Request request, Response response, Callback callback) {
        var headers = response.getHeaders();
        if (!METHODS.contains(request.getMethod())) {
            headers.put(HttpHeader.ALLOW, "GET, HEAD");
            ErrorPages.write(request, response, callback, 405, ErrorResponses.HEALTH_ONLY);
            return;
        }
        var serving = health.serving();
        var path = request.getHttpURI().getPath();
        if (page != null && path.equals("/")) {
            if (PageResponder.isBrowser(request.getHeaders())) {
                page.respond(request, response, callback, new PageState(serving, health.degraded()));
                return;
            }
            headers.put(PageResponder.VARY);
        }
        var body = body(serving, path).getBytes(StandardCharsets.UTF_8);
        response.setStatus(serving ? 200 : 503);
        headers.put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, no-transform, must-revalidate");
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private String body(boolean serving, String route) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("status", serving ? "ok" : "unhealthy")
                .put(
                        "timestamp",
                        OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC)
                                .toString())
                .put("route", route);
        body.putObject("server")
                .put("name", "quilt-mcp-server")
                .put("version", version)
                .put("transport", "http");
        var degraded = health.degraded();
        if (!degraded.isEmpty()) {
            degraded.forEach(body.putArray("degraded")::add);
        }
        try {
            return SPACED.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree can always be written
        }
    }
}
