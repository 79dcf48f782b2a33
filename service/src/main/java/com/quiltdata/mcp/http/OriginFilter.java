package com.quiltdata.mcp.http;

import com.google.common.base.Ascii;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filter that refuses unknown hosts and origins, responds to the CORS preflight of allowed origins without a bearer
 * (browsers send none), and lets allowed origins read every response, refusals included. Responses never allow
 * credentials.
 */
@PreMatching
@Priority(OriginFilter.FIRST)
public record OriginFilter(Origins origins, OpenPaths open) implements ContainerRequestFilter, ContainerResponseFilter {
    static final int FIRST = 100;
    private static final Logger LOG = LoggerFactory.getLogger(OriginFilter.class);
    private static final String ORIGIN = "Origin";
    private static final String HEADERS = "authorization, content-type, accept, mcp-protocol-version, mcp-method,"
            + " mcp-name, mcp-session-id, last-event-id, x-request-id, traceparent, tracestate, baggage, b3, "
            + Ascii.toLowerCase(String.join(", ", ConnectionSwitches.HEADERS));
    private static final String EXPOSED = "www-authenticate, x-request-id, retry-after";
    private static final int MAX_AGE_SECONDS = 3600;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!origins.host(request.getHeaderString(HttpHeaders.HOST))) {
            throw refuse("The Host header names a host that this server does not serve.");
        }
        var origin = request.getHeaderString(ORIGIN);
        var path = Routes.path(request);
        if (origin != null && !anyOrigin(path) && !(open.pages(path) ? open.own(origin) : origins.origin(origin))) {
            throw refuse("Pages of that origin may not call this server.");
        }
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            request.abortWith(Response.noContent()
                    .header(HttpHeaders.ALLOW, methods(request))
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.add(HttpHeaders.VARY, ORIGIN);
        var origin = request.getHeaderString(ORIGIN);
        var path = Routes.path(request);
        if (origin == null || open.pages(path) || !(anyOrigin(path) || origins.origin(origin))) {
            return;
        }
        headers.putSingle("Access-Control-Allow-Origin", anyOrigin(path) ? "*" : origin);
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            headers.putSingle("Access-Control-Allow-Methods", methods(request));
            headers.putSingle("Access-Control-Allow-Headers", HEADERS);
            headers.putSingle("Access-Control-Max-Age", MAX_AGE_SECONDS);
        } else {
            headers.putSingle("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    /** Returns whether pages of any origin may call a path, because it is public. */
    private boolean anyOrigin(String path) {
        return Routes.document(path) || open.clients(path);
    }

    private String methods(ContainerRequestContext request) {
        var path = Routes.path(request);
        return Routes.document(path) || open.readable(path) ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
    }

    private static WebApplicationException refuse(String sentence) {
        LOG.info("refused status=403 reason=\"{}\"", sentence);
        return ErrorResponses.exception(403, sentence);
    }
}
