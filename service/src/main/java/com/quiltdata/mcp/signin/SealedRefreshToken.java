package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connect's refresh token and the client that it was issued to. Sealed, it is the refresh token that the client
 * receives: at Connect, all clients with a metadata document are one. It does not expire here.
 *
 * @param token Connect's refresh token
 * @param clientHash hash of the client's id here
 */
record SealedRefreshToken(String token, String clientHash) {
    private static final Logger LOG = LoggerFactory.getLogger(SealedRefreshToken.class);

    /** RFC 6749 §A.17, without what JSON escapes, so that a token of this length can be sealed. */
    private static final Pattern TOKEN = Pattern.compile("[ !#-\\[\\]-~]{1,4096}");

    /** Returns the refresh token for the client; empty if Connect's cannot be sealed, which is logged. */
    static Optional<String> seal(SealedValues sealed, String token, String clientId) {
        if (!TOKEN.matcher(token).matches()) {
            LOG.warn("a refresh token of Quilt Connect cannot be sealed (more than 4,096 characters, or a quote or"
                    + " backslash): its user must sign in again sooner");
            return Optional.empty();
        }
        var json = JsonNodeFactory.instance.objectNode().put("token", token).put("client", FlowCookies.hash(clientId));
        return Optional.of(sealed.seal(Purpose.REFRESH, json, null));
    }

    /** Opens a refresh token; empty if it is none. */
    static Optional<SealedRefreshToken> open(SealedValues sealed, String text) {
        return sealed.open(Purpose.REFRESH, text)
                .map(json -> new SealedRefreshToken(
                        json.path("token").asText(), json.path("client").asText()));
    }

    /** Returns whether the refresh token was issued to this client. */
    boolean isFor(String clientId) {
        return FlowCookies.isHash(clientHash, clientId);
    }

    @Override
    public String toString() {
        return "SealedRefreshToken"; // has a token
    }
}
