package com.quiltdata.sandbox.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** A response that keeps an object's content type as it was put; the servlet layer would rewrite its charset. */
final class ExactContentTypeResponse extends HttpServletResponseWrapper {
    private final Response core;

    ExactContentTypeResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        core = ServletContextRequest.getServletContextRequest(request)
                .getServletContextResponse()
                .getWrapped();
    }

    @Override
    public void setContentType(@Nullable String type) {
        if (type != null && type.contains(";")) {
            core.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        } else {
            super.setContentType(type);
        }
    }
}
