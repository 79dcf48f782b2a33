package com.quiltdata.mcp.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.ByteArrayInputStream;

/** Filter that limits the bodies of all requests but those to the MCP endpoint, however their paths are spelled. */
@PreMatching
@Priority(Priorities.ENTITY_CODER)
public record SmallBodyFilter(BodyReader bodies) implements ContainerRequestFilter {
    /** Maximum size of such a body, in bytes. */
    static final int MAX_BYTES = 16 * 1024;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!Routes.endpoint(Routes.path(request))) {
            var body = bodies.readSmall(request.getProperty(ArrivingRequest.ATTRIBUTE), MAX_BYTES);
            request.setEntityStream(new ByteArrayInputStream(body));
        }
    }
}
