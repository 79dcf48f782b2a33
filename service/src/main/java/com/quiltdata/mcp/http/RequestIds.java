package com.quiltdata.mcp.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives each request an id: the client's {@code X-Request-Id} where it is a sane one, or a new one. Echoed in the reply. */
@PreMatching
@Priority(RequestIds.FIRST)
final class RequestIds implements ContainerRequestFilter, ContainerResponseFilter {
    static final int FIRST = 100;
    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The id of a request that has been through this filter. */
    static String of(ContainerRequestContext request) {
        var id = request.getHeaderString(HEADER);
        return id == null ? "-" : id;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var given = request.getHeaderString(HEADER);
        if (given == null || !SANE.matcher(given).matches()) {
            request.getHeaders().putSingle(HEADER, UUID.randomUUID().toString());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, of(request));
    }
}
