package com.quiltdata.mcp.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** Formats errors, and declares the length of complete bodies: nothing below buffers, which would delay streams. */
public final class ContentLengthFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        switch (response.getEntity()) {
            case byte[] body -> declare(response, body);
            case String text -> replace(response, text.getBytes(StandardCharsets.UTF_8));
            case ErrorBody error -> replace(response, bytes(error, request, response.getStatus()));
            case null, default -> {}
        }
    }

    private static byte[] bytes(ErrorBody error, ContainerRequestContext request, int status) {
        var endpoint = Routes.endpoint(Routes.path(request));
        return error.encode(endpoint, status, request::getProperty);
    }

    private static void replace(ContainerResponseContext response, byte[] body) {
        response.setEntity(body);
        declare(response, body);
    }

    private static void declare(ContainerResponseContext response, byte[] body) {
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, body.length);
    }
}
