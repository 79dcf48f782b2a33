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
    private static final String HEADER = "X-Request-Id";
    private static final String PROPERTY = "quilt.request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    static String of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof String id ? id : "-";
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var given = request.getHeaderString(HEADER);
        request.setProperty(
                PROPERTY,
                given != null && SANE.matcher(given).matches()
                        ? given
                        : UUID.randomUUID().toString());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, of(request));
    }
}
