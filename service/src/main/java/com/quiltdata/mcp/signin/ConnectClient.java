package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import com.quiltdata.mcp.metrics.Meters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of Quilt Connect. Each request is sent at most once, without redirects, and a response has at most 64 KiB. All
 * methods end within eight seconds, and throw {@link ConnectUnavailableException}.
 *
 * <p>It does not share the registry's HTTP client, which retries a POST whose connection broke. Strangers cause the
 * exchanges here, and must neither use up the registry's connections nor open its circuit breaker.
 */
final class ConnectClient implements AutoCloseable {
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Maximum time of a method. Clients give up after ten seconds, and the audit log may take two of them. */
    private static final Duration STEP = Duration.ofSeconds(8);

    private static final Duration METADATA_LIMIT = Duration.ofSeconds(3);
    private static final Duration METADATA_LIFETIME = Duration.ofMinutes(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 64 * 1024;

    /** Maximum number of exchanges of codes under way, and of refresh tokens: users wait for them. */
    static final int MAX_TOKENS = 32;

    /** Maximum number of registrations under way, and of revocations. */
    static final int MAX_OTHERS = 16;

    private static final int OK = 200;
    private static final int FAILED = 400;
    private static final int REDIRECTS = 300;
    private static final String REVOKE = "revoke";
    private static final String SILENT = "Quilt Connect does not respond; try again later.";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectClient.class);

    private final URI connect;
    private final Meters meters;
    private final InstantSource clock;
    private final Duration limit;
    private final HttpClient http;
    private final Operation tokens = new Operation("token", new ConnectLimiter(MAX_TOKENS));
    private final Operation refreshes = new Operation("token", new ConnectLimiter(MAX_TOKENS));
    private final Operation registrations = new Operation("register", new ConnectLimiter(MAX_OTHERS));
    private final Operation revocations = new Operation(REVOKE, new ConnectLimiter(MAX_OTHERS));
    private final ConnectLimiter reading = new ConnectLimiter(1, METADATA_LIMIT, SILENT);
    private volatile CachedEndpoints cached = new CachedEndpoints(null, Instant.MIN);

    /** The endpoints last read, null if there are none, and when to read them again. */
    private record CachedEndpoints(@Nullable ConnectEndpoints endpoints, Instant until) {}

    /** A kind of exchange: its name in metrics, and its limiter. */
    private record Operation(String name, ConnectLimiter limiter) {}

    ConnectClient(URI connect, Meters meters, InstantSource clock) {
        this(connect, meters, clock, STEP);
    }

    /** Creates a client whose methods end within this limit. */
    ConnectClient(URI connect, Meters meters, InstantSource clock, Duration limit) {
        this.connect = connect;
        this.meters = meters;
        this.clock = clock;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Returns Connect's endpoints; they are read again every ten minutes, and kept while that fails. */
    ConnectEndpoints endpoints() {
        return endpoints(after(limit));
    }

    private ConnectEndpoints endpoints(long end) {
        if (stale() && mayRead(end)) {
            try {
                if (stale()) {
                    refresh(end);
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

    /** Returns whether the caller is the one that reads; others wait for it only if no endpoints are known. */
    private boolean mayRead(long end) {
        if (cached.endpoints() != null) {
            return reading.tryTake();
        }
        reading.take(end);
        return true;
    }

    private boolean stale() {
        return !cached.until().isAfter(clock.instant());
    }

    private void refresh(long end) {
        try {
            cached = new CachedEndpoints(read(end), clock.instant().plus(METADATA_LIFETIME));
        } catch (ConnectUnavailableException e) {
            var known = cached.endpoints();
            cached = new CachedEndpoints(known, clock.instant().plus(AFTER_FAILURE));
            if (known == null) {
                throw e;
            }
            LOG.warn("Quilt Connect's metadata cannot be read again: {}", e.getMessage());
        }
    }

    private ConnectEndpoints read(long end) {
        var request = HttpRequest.newBuilder(URI.create(SignInSettings.origin(connect) + METADATA));
        var reply = exchange("metadata", request, Math.min(end, after(METADATA_LIMIT)));
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
        return post(registrations, ConnectEndpoints::register, "application/json", client.toString());
    }

    /** Sends a form to the token endpoint. */
    ConnectReply token(Map<String, String> form) {
        return post("refresh_token".equals(form.get("grant_type")) ? refreshes : tokens, ConnectEndpoints::token, form);
    }

    /** Sends a form to the revocation endpoint (RFC 7009). */
    ConnectReply revoke(Map<String, String> form) {
        return post(revocations, ConnectEndpoints::revoke, form);
    }

    private ConnectReply post(Operation operation, Function<ConnectEndpoints, URI> endpoint, Map<String, String> form) {
        return post(operation, endpoint, "application/x-www-form-urlencoded", Parameters.encode(form));
    }

    private ConnectReply post(Operation operation, Function<ConnectEndpoints, URI> endpoint, String type, String body) {
        var end = after(limit);
        var request = HttpRequest.newBuilder(endpoint.apply(endpoints(end)))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        operation.limiter().take(end);
        try {
            return exchange(operation.name(), request, end);
        } finally {
            operation.limiter().release();
        }
    }

    private ConnectReply exchange(String operation, HttpRequest.Builder request, long end) {
        var body = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES);
        var response =
                http.sendAsync(request.header("Accept", "application/json").build(), body);
        var start = System.nanoTime();
        var outcome = "unavailable";
        try {
            var received = response.get(end - start, TimeUnit.NANOSECONDS);
            outcome = received.statusCode() < FAILED ? "ok" : Integer.toString(received.statusCode());
            // RFC 7009 §2.2: the body of a successful revocation is ignored
            var ignored = operation.equals(REVOKE) && received.statusCode() < REDIRECTS;
            return new ConnectReply(
                    received.statusCode(), ignored ? JsonNodeFactory.instance.objectNode() : object(received.body()));
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

    /** Returns what {@link System#nanoTime} returns when this time has passed. */
    private static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** Ends all exchanges. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
