package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import com.quiltdata.mcp.metrics.Meters;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of Quilt Connect. Each request is sent at most once, without redirects; an exchange takes at most ten seconds,
 * and a response has at most 64 KiB. All methods throw {@link ConnectUnavailableException}.
 */
final class ConnectClient implements AutoCloseable {
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration EXCHANGE = Duration.ofSeconds(10);
    private static final Duration METADATA_LIFETIME = Duration.ofMinutes(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_EXCHANGES = 32;
    private static final int OK = 200;
    private static final int FAILED = 400;
    private static final String SILENT = "Quilt Connect does not respond; try again later.";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectClient.class);

    private final URI connect;
    private final Meters meters;
    private final InstantSource clock;
    private final HttpClient http;
    private final Semaphore exchanges = new Semaphore(MAX_EXCHANGES);
    private final Semaphore reading = new Semaphore(1);
    private volatile CachedEndpoints cached = new CachedEndpoints(null, Instant.MIN);

    /** The endpoints last read, null if that failed, and when to read them again. */
    private record CachedEndpoints(@Nullable ConnectEndpoints endpoints, Instant until) {}

    ConnectClient(URI connect, Meters meters, InstantSource clock) {
        this.connect = connect;
        this.meters = meters;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Returns Connect's endpoints; they are read again every ten minutes, and kept while that fails. */
    ConnectEndpoints endpoints() {
        if (stale()) {
            acquire(reading); // one reads, all others wait for what it finds
            try {
                if (stale()) {
                    refresh();
                }
            } finally {
                reading.release();
            }
        }
        var known = cached.endpoints();
        if (known == null) {
            throw new ConnectUnavailableException(SILENT, null);
        }
        return known;
    }

    private boolean stale() {
        return !cached.until().isAfter(clock.instant());
    }

    private void refresh() {
        var before = cached.endpoints();
        cached = new CachedEndpoints(before, clock.instant().plus(AFTER_FAILURE));
        try {
            cached = new CachedEndpoints(read(), clock.instant().plus(METADATA_LIFETIME));
        } catch (ConnectUnavailableException e) {
            if (before == null) {
                throw e;
            }
            LOG.warn("Quilt Connect's metadata cannot be read again: {}", e.getMessage());
        }
    }

    private ConnectEndpoints read() {
        var reply = send(
                "metadata",
                HttpRequest.newBuilder(URI.create(SignInSettings.origin(connect) + METADATA))
                        .GET());
        if (reply.status() != OK) {
            throw new ConnectUnavailableException(
                    "Quilt Connect's metadata cannot be read: HTTP %d.".formatted(reply.status()), null);
        }
        return ConnectEndpoints.of(connect, reply.body());
    }

    /** Registers a client whose only redirect URI is this one (RFC 7591). */
    ConnectReply register(String name, String redirect) {
        var client = JsonNodeFactory.instance
                .objectNode()
                .put("client_name", name)
                .put("token_endpoint_auth_method", "none")
                .put("scope", SignInSettings.SCOPE);
        client.putArray("redirect_uris").add(redirect);
        client.putArray("grant_types").add("authorization_code").add("refresh_token");
        client.putArray("response_types").add("code");
        return post("register", endpoints().register(), "application/json", client.toString());
    }

    /** Sends a form to the token endpoint. */
    ConnectReply token(Map<String, String> form) {
        return post("token", endpoints().token(), form);
    }

    /** Sends a form to the revocation endpoint (RFC 7009). */
    ConnectReply revoke(Map<String, String> form) {
        return post("revoke", endpoints().revoke(), form);
    }

    private ConnectReply post(String operation, URI to, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(operation, to, "application/x-www-form-urlencoded", body);
    }

    private ConnectReply post(String operation, URI to, String type, String body) {
        return send(
                operation,
                HttpRequest.newBuilder(to)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private ConnectReply send(String operation, HttpRequest.Builder request) {
        acquire(exchanges);
        try {
            var response = exchange(
                    operation, request.header("Accept", "application/json").build());
            return new ConnectReply(response.statusCode(), object(response.body()));
        } finally {
            exchanges.release();
        }
    }

    private HttpResponse<byte[]> exchange(String operation, HttpRequest request) {
        var body = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES);
        var response = http.sendAsync(request, body);
        var start = System.nanoTime();
        var outcome = "unavailable";
        try {
            var received = response.get(EXCHANGE.toMillis(), TimeUnit.MILLISECONDS);
            outcome = received.statusCode() < FAILED ? "ok" : Integer.toString(received.statusCode());
            return received;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectUnavailableException(SILENT, e);
        } catch (TimeoutException e) {
            outcome = "too_late";
            throw new ConnectUnavailableException(SILENT, e);
        } catch (ExecutionException e) {
            throw new ConnectUnavailableException(SILENT, e);
        } finally {
            response.cancel(true);
            var took = Duration.ofNanos(System.nanoTime() - start);
            meters.upstream("connect", operation, outcome, took);
        }
    }

    private static ObjectNode object(byte[] body) {
        try {
            return BoundedJsonParser.ARGUMENT.read(body) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
        } catch (UnreadableJsonException e) {
            throw new ConnectUnavailableException("Quilt Connect sent a response that is not JSON.", e);
        }
    }

    private static void acquire(Semaphore permits) {
        try {
            if (!permits.tryAcquire(EXCHANGE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConnectUnavailableException(SILENT, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectUnavailableException(SILENT, e);
        }
    }

    /** Ends all exchanges. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
