package com.quiltdata.mcp.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Filter for a server without sign-in: it responds 404 where clients look for one, with a sentence that says where a
 * token comes from. Clients show it to their users.
 *
 * @param sentence what to do instead
 * @param metadata whether this server also publishes no metadata
 */
@PreMatching
@Priority(Priorities.AUTHORIZATION)
public record NoSignInFilter(String sentence, boolean metadata) implements ContainerRequestFilter {
    /** The path that clients register at when they find no metadata. */
    public static final String REGISTER = "register";

    @Override
    public void filter(ContainerRequestContext request) {
        var path = Routes.path(request);
        if (OpenPaths.bare(path).equals(REGISTER) || (metadata && Routes.document(path))) {
            throw ErrorResponses.exception(404, sentence);
        }
    }
}
