package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Client ID Metadata Documents (draft-ietf-oauth-client-id-metadata-document): clients whose id is the https URL
 * of a document about them. They share one client at Connect.
 *
 * <p>Only hosts that may be redirected to are asked. A client is cached for ten minutes, a failure for one.
 */
final class ClientDocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(ClientDocumentReader.class);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);
    private static final int MAX_CLIENTS = 1000;
    private static final int MAX_REDIRECTS = 20;

    private final RedirectPolicy redirects;
    private final String sharedClientId;
    private final Source source;
    private final Cache<String, Optional<RegisteredClient>> clients = Caffeine.newBuilder()
            .maximumSize(MAX_CLIENTS)
            .expireAfter(Expiry.<String, Optional<RegisteredClient>>writing(
                    (_, client) -> client.isPresent() ? KEPT : FAILURE_KEPT))
            .build();

    /** Fetches a document from a URL that has passed all checks. */
    interface Source {
        byte[] fetch(URI url) throws IOException;
    }

    /** Creates a reader; {@code sharedClientId} is the id at Connect of all its clients. */
    ClientDocumentReader(RedirectPolicy redirects, String sharedClientId, Source source) {
        this.redirects = redirects;
        this.sharedClientId = sharedClientId;
        this.source = source;
    }

    /** Returns whether a client id is the URL of a document, and not a sealed client. */
    static boolean isDocumentUrl(String clientId) {
        return clientId.toLowerCase(Locale.ROOT).startsWith("https://");
    }

    private boolean serves(String clientId) {
        if (!clientId.startsWith("https://") || !redirects.allows(clientId)) {
            return false;
        }
        var url = URI.create(clientId);
        return !RedirectPolicy.isLoopback(url) && url.getRawPath().length() > 1;
    }

    /** Returns the client of this URL, without what its document says; empty if documents are not fetched from there. */
    Optional<RegisteredClient> known(String clientId) {
        return serves(clientId)
                ? Optional.of(new RegisteredClient("", List.of(clientId), sharedClientId))
                : Optional.empty();
    }

    /** Returns the client that the document describes; empty if there is none or its URL is not served. */
    Optional<RegisteredClient> read(String clientId) {
        return serves(clientId) ? clients.get(clientId, this::fetch) : Optional.empty();
    }

    private Optional<RegisteredClient> fetch(String clientId) {
        try {
            return client(clientId, BoundedJsonParser.ARGUMENT.read(source.fetch(URI.create(clientId))));
        } catch (IOException | UnreadableJsonException e) {
            LOG.info(
                    "no client metadata document at {}: {}",
                    URI.create(clientId).getHost(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** The document must name its own URL, so that no other host's document passes for it. */
    private Optional<RegisteredClient> client(String clientId, JsonNode document) {
        var allowed = redirects(document);
        return document.path("client_id").asText().equals(clientId) && !allowed.isEmpty()
                ? Optional.of(new RegisteredClient(
                        DisplayText.clean(document.path("client_name").asText()), allowed, sharedClientId))
                : Optional.empty();
    }

    private List<String> redirects(JsonNode document) {
        return document.path("redirect_uris")
                .valueStream()
                .limit(MAX_REDIRECTS)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(redirects::allows)
                .toList();
    }
}
