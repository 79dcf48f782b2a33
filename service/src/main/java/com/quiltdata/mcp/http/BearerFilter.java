package com.quiltdata.mcp.http;

import com.quiltdata.mcp.auth.Caller;
import io.dropwizard.auth.AuthFilter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the bearer into the request context as a {@link Caller}. Before matching, so that every path but the open ones
 * is guarded, known or not. Any token passes: judging it is the catalog's business. The query string is never read.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class BearerFilter extends AuthFilter<String, Caller> {
    private static final Logger LOG = LoggerFactory.getLogger(BearerFilter.class);
    private static final String SCHEME = "bearer ";

    private final Challenges challenges;

    public BearerFilter(Challenges challenges) {
        this.challenges = challenges;
        prefix = "Bearer";
        realm = "quilt";
        authenticator = token -> Optional.of(Caller.of(token));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (Routes.open(request.getMethod(), request.getUriInfo().getPath())
                || HttpMethod.OPTIONS.equals(request.getMethod())) {
            return;
        }
        var authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null || authorization.isBlank()) {
            throw refuse(Errors.MISSING);
        }
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw refuse(authorization.strip().equalsIgnoreCase(SCHEME.strip()) ? Errors.MISSING : Errors.NOT_BEARER);
        }
        var token = authorization.substring(SCHEME.length()).strip();
        if (token.isEmpty()) {
            throw refuse(Errors.MISSING);
        } else if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refuse(Errors.NOT_BEARER);
        }
        authenticate(request, token, prefix);
    }

    private WebApplicationException refuse(String sentence) {
        LOG.info(sentence);
        return new WebApplicationException(challenges.missing(sentence));
    }
}
