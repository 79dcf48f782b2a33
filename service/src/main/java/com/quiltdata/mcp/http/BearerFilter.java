package com.quiltdata.mcp.http;

import com.quiltdata.mcp.auth.Caller;
import io.dropwizard.auth.AuthFilter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.PreMatching;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the bearer into the request context as a {@link Caller}. Before matching, so that every path but the open ones
 * is guarded, known or not. Any token passes: judging it is the catalog's business. The query string is never read.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class BearerFilter extends AuthFilter<Caller, Caller> {
    private static final Logger LOG = LoggerFactory.getLogger(BearerFilter.class);

    private final Challenges challenges;

    public BearerFilter(Challenges challenges) {
        this.challenges = challenges;
        prefix = "Bearer";
        realm = "quilt";
        authenticator = Optional::of;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (Routes.open(request.getMethod(), request.getUriInfo().getPath())
                || HttpMethod.OPTIONS.equals(request.getMethod())) {
            return;
        }
        switch (request.getProperty(Bearer.ATTRIBUTE)) {
            case Bearer.Present(var caller) -> authenticate(request, caller, prefix);
            case Bearer.Absent(var sentence) -> throw refuse(sentence);
            case null, default -> throw refuse(Errors.MISSING);
        }
    }

    private WebApplicationException refuse(String sentence) {
        LOG.info(sentence);
        return new WebApplicationException(challenges.missing(sentence));
    }
}
