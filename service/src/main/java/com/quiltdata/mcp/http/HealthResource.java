package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.health.Condition;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * The health paths. Answers from memory what the health registry last found: 200 as long as this process can serve,
 * whatever the catalog does, and 503 while it drains or is broken.
 */
@Path("/{route: (health|healthz)?}")
public final class HealthResource {
    private final Supplier<Condition> condition;
    private final String version;
    private final String transport;
    private final Clock clock;

    public HealthResource(Supplier<Condition> condition, String version, String transport, Clock clock) {
        this.condition = condition;
        this.version = version;
        this.transport = transport;
        this.clock = clock;
    }

    @GET
    public Response get(@Context UriInfo uri) {
        var now = condition.get();
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("status", now.serving() ? "ok" : "unhealthy")
                .put(
                        "timestamp",
                        OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC)
                                .toString())
                .put("route", "/" + uri.getPath());
        body.putObject("server")
                .put("name", "quilt-mcp-server")
                .put("version", version)
                .put("transport", transport);
        if (!now.degraded().isEmpty()) {
            var degraded = body.putArray("degraded");
            now.degraded().forEach(degraded::add);
        }
        var caching = new CacheControl();
        caching.setNoCache(true);
        caching.setNoStore(true);
        caching.setMustRevalidate(true);
        return Response.status(now.serving() ? 200 : 503)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .cacheControl(caching)
                .entity(body.toString())
                .build();
    }
}
