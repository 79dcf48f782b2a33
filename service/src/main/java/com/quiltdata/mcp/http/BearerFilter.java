package com.quiltdata.mcp.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.AlarmMarker;
import io.dropwizard.auth.AuthFilter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filter that requires a bearer token and sets the {@link Caller} of the request. It runs before matching, so that all
 * paths except the open ones are guarded, known or not. Any token passes: only the catalog decides whether it is valid.
 * The query string is never read.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class BearerFilter extends AuthFilter<Caller, Caller> {
    private static final Logger LOG = LoggerFactory.getLogger(BearerFilter.class);

    private final OpenPaths open;

    /** Creates a filter; {@code open} are further paths that need no bearer. */
    public BearerFilter(OpenPaths open) {
        this.open = open;
        prefix = "Bearer";
        realm = "quilt";
        authenticator = Optional::of;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var path = Routes.path(request);
        if (Routes.open(request.getMethod(), path)
                || open.contains(path)
                || HttpMethod.OPTIONS.equals(request.getMethod())) {
            return;
        }
        switch (request.getProperty(Bearer.ATTRIBUTE)) {
            case Bearer.BearerToken(var caller) -> authenticate(request, caller, prefix);
            case Bearer.MissingBearer(var sentence) -> throw refuse(sentence, hint(request, path));
            case null, default -> throw refuse(ErrorResponses.MISSING, hint(request, path));
        }
    }

    /** Returns a sentence that names the endpoint, for requests to another path and from browsers; empty for others. */
    private static String hint(ContainerRequestContext request, String path) {
        if (EndpointPath.parse(path).isEmpty()) {
            return " The MCP endpoint is POST /mcp.";
        }
        var accept = request.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && PageResponder.isBrowser(HttpFields.build().put(HttpHeaders.ACCEPT, accept))
                ? " " + ErrorResponses.BROWSER
                : "";
    }

    private static WebApplicationException refuse(String sentence, String hint) {
        LOG.info(AlarmMarker.MARKER, sentence);
        return new WebApplicationException(Challenges.missing(sentence + hint));
    }
}
