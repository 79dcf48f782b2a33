package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.concurrent.SingleFlight;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Client ID Metadata Documents (draft-ietf-oauth-client-id-metadata-document): clients whose id is the https URL
 * of a document about them. They share one client at Connect.
 *
 * <p>Only hosts that may be redirected to are asked. A document is read again after ten minutes, or one minute after a
 * failure; while it cannot be fetched, the last good one is used, up to 24 hours after it was read. A response that
 * there is none, or one that is no such document, ends that at once.
 */
final class ClientDocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(ClientDocumentReader.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);
    private static final int MAX_CLIENTS = 1000;
    private static final int MAX_REDIRECTS = 20;

    private final RedirectPolicy redirects;
    private final String sharedClientId;
    private final Source source;
    private final InstantSource clock;
    private final Cache<String, CachedClient> clients;

    /** Failures are cached apart, so that invented URLs evict no client. */
    private final Cache<String, Boolean> failures;

    private final SingleFlight<Optional<RegisteredClient>> fetches = new SingleFlight<>((_, _) -> {});

    /** A client, when its document was read, and whether the log says that it cannot be read again. */
    private record CachedClient(RegisteredClient client, Instant at, AtomicBoolean logged) {}

    /** Fetches a document from a URL that has passed all checks. */
    interface Source {
        byte[] fetch(URI url) throws IOException;
    }

    /** Creates a reader; {@code sharedClientId} is the id at Connect of all its clients. */
    ClientDocumentReader(RedirectPolicy redirects, String sharedClientId, Source source, InstantSource clock) {
        this.redirects = redirects;
        this.sharedClientId = sharedClientId;
        this.source = source;
        this.clock = clock;
        this.clients = cache(KEPT);
        this.failures = cache(FAILURE_KEPT);
    }

    private <V> Cache<String, V> cache(Duration lifetime) {
        var start = clock.instant();
        Ticker ticker = () -> Duration.between(start, clock.instant()).toNanos();
        return Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .ticker(ticker)
                .expireAfterWrite(lifetime)
                .build();
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

    /**
     * Returns the client that the document describes; empty if there is none or its URL is not served.
     *
     * @param attempt is charged for the fetch of a document of which no good one is kept
     * @throws TooManyFetchesException if the document was not requested, which says nothing about the client
     */
    Optional<RegisteredClient> read(String clientId, StepAttempt attempt) {
        if (!serves(clientId)) {
            return Optional.empty();
        }
        var known = clients.getIfPresent(clientId);
        if (failures.getIfPresent(clientId) != null
                || (known != null && clock.instant().isBefore(known.at().plus(FRESH)))) {
            return Optional.ofNullable(known).map(CachedClient::client);
        }
        if (known == null) {
            attempt.countDocumentFetch();
        }
        try {
            return fetches.join(clientId, () -> fetch(clientId)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TooManyFetchesException busy ? busy : e;
        }
    }

    private Optional<RegisteredClient> fetch(String clientId) {
        var known = clients.getIfPresent(clientId);
        try {
            var client = client(clientId, BoundedJsonParser.ARGUMENT.read(source.fetch(URI.create(clientId))));
            client.ifPresentOrElse(
                    it -> clients.put(clientId, new CachedClient(it, clock.instant(), new AtomicBoolean())),
                    () -> withdrawn(
                            clientId, "its client_id is not its URL, or none of its redirects is on a listed host"));
            return client;
        } catch (TooManyFetchesException e) {
            if (known == null) {
                throw e;
            }
        } catch (NoDocumentException | UnreadableJsonException e) {
            withdrawn(clientId, String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            failures.put(clientId, true);
            log(URI.create(clientId).getHost(), known, e);
        }
        return Optional.ofNullable(known).map(CachedClient::client);
    }

    /** Forgets a client whose document is gone, or does not describe it. */
    private void withdrawn(String clientId, String reason) {
        clients.invalidate(clientId);
        failures.put(clientId, true);
        LOG.info(
                "a client metadata document at {} is refused: {}",
                URI.create(clientId).getHost(),
                reason);
    }

    private static void log(String host, @Nullable CachedClient known, Exception e) {
        if (known == null) {
            LOG.info("no client metadata document at {}: {}", host, e.getMessage());
        } else if (known.logged().compareAndSet(false, true)) {
            LOG.warn(
                    "a client metadata document at {} cannot be read again: {}; the last one is used for up to 24 hours",
                    host,
                    e.getMessage());
        }
    }

    /** The document must name its own URL, so that no other host's document passes for it. */
    private Optional<RegisteredClient> client(String clientId, JsonNode document) {
        var allowed = redirects(document);
        return document.path("client_id").asText().equals(clientId) && !allowed.isEmpty()
                ? Optional.of(new RegisteredClient(
                        DisplayText.clean(document.path("client_name").asText("")), allowed, sharedClientId))
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
