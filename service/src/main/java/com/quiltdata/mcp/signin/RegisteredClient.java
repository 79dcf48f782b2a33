package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A client that may sign its users in. Sealed, it is the {@code client_id}; nothing is stored.
 *
 * @param name what the client calls itself; may be empty
 * @param redirects the exact redirect URIs that it registered
 * @param connectClientId its id at Connect
 */
record RegisteredClient(String name, List<String> redirects, String connectClientId) {
    RegisteredClient {
        redirects = List.copyOf(redirects);
    }

    /** Returns the client as JSON, for sealing. */
    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode().put("n", name).put("c", connectClientId);
        redirects.forEach(json.putArray("r")::add);
        return json;
    }

    /** Returns the client of an opened value; empty if it is none. */
    static Optional<RegisteredClient> of(JsonNode json) {
        var redirects = json.path("r").valueStream().map(JsonNode::asText).toList();
        return json.path("n").isTextual() && json.path("c").isTextual() && !redirects.isEmpty()
                ? Optional.of(new RegisteredClient(
                        json.path("n").asText(), redirects, json.path("c").asText()))
                : Optional.empty();
    }

    /**
     * Returns whether the client registered this redirect URI: the same characters, except that the port of a loopback
     * URI may be any (RFC 8252 §7.3).
     */
    boolean registered(String redirect) {
        return redirects.contains(redirect)
                || redirects.stream()
                        .anyMatch(it -> withoutPort(it)
                                .flatMap(one -> withoutPort(redirect).map(one::equals))
                                .orElse(false));
    }

    /** Returns a loopback URI without its port; empty for any other. */
    private static Optional<String> withoutPort(String redirect) {
        try {
            var uri = URI.create(redirect);
            var authority = uri.getRawAuthority();
            return RedirectPolicy.isLoopback(uri) && uri.getRawUserInfo() == null
                    ? Optional.of(uri.getScheme() + "://" + uri.getHost()
                            + redirect.substring(redirect.indexOf(authority) + authority.length()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
