package com.quiltdata.mcp.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** Declares the length of every body that is ready: nothing below buffers one to count it, for the streams' sake. */
final class Lengths implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        switch (response.getEntity()) {
            case byte[] body -> declare(response, body);
            case String text -> {
                var body = text.getBytes(StandardCharsets.UTF_8);
                response.setEntity(body);
                declare(response, body);
            }
            case null, default -> {}
        }
    }

    private static void declare(ContainerResponseContext response, byte[] body) {
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, body.length);
    }
}
