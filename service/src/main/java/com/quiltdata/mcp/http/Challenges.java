package com.quiltdata.mcp.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Factory of 401 responses, and the filter that completes them: they name the protected resource's metadata if there is
 * any (RFC 9728 §5.1), and the scopes to ask for (RFC 6750 §3).
 *
 * @param document the metadata; null if no authorization server is configured
 * @param scopes what clients should ask for; none leaves the choice to them
 */
public record Challenges(@Nullable ProtectedResourceMetadata document, List<String> scopes)
        implements ContainerResponseFilter {
    private static final String BEARER = "Bearer";

    /** Returns the response to a request without a bearer token (RFC 6750 §3: no error code in the challenge). */
    static Response missing(String sentence) {
        return challenge(sentence, BEARER);
    }

    /** Returns the response to a token that the catalog refused (RFC 6750 §3.1). */
    static Response refused(String sentence) {
        return challenge(sentence, BEARER + " error=\"invalid_token\", error_description=\"" + sentence + "\"");
    }

    private static Response challenge(String sentence, String challenge) {
        return ErrorResponses.of(401, sentence)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var challenge = response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE);
        if (challenge == null || document == null) {
            return;
        }
        var url = document.url(request.getUriInfo().getRequestUri().getRawPath());
        response.getHeaders()
                .putSingle(
                        HttpHeaders.WWW_AUTHENTICATE,
                        challenge + (challenge.equals(BEARER) ? " " : ", ") + "resource_metadata=\"" + url + "\""
                                + (scopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", scopes) + "\""));
    }
}
