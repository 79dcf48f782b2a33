package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.JsonResponse;
import com.quiltdata.mcp.catalog.http.RegistryReason;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the caller's bearer for credentials of their active role: {@code GET {registry}/api/auth/get_credentials}.
 */
final class CredentialsExchange {
    /** Maximum lengths in characters; AWS's values are less than half as long. */
    private static final int MAX_KEY = 256;

    private static final int MAX_TOKEN = 16 * 1024;
    private static final char DELETE = 0x7F;
    private static final int LAST_YEAR = 9999;

    /** A smaller difference may be the time that the response took. */
    private static final Duration SAME_TIME = Duration.ofMinutes(1);

    /** AWS issues credentials of a role for no longer than this: a date by which they last longer is no clock's. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final Logger LOG = LoggerFactory.getLogger(CredentialsExchange.class);

    private final AtomicBoolean clockDiffers = new AtomicBoolean();
    private final UpstreamHttp http;
    private final Upstream endpoint;
    private final SessionObserver observer;

    CredentialsExchange(UpstreamHttp http, String registryUrl, SessionObserver observer) {
        this.observer = observer;
        this.http = http;
        this.endpoint = Upstream.credentials(registryUrl);
    }

    /**
     * Returns credentials that have not expired.
     *
     * @throws UnauthenticatedException if the registry refuses the token
     * @throws Failure.Denied if it refuses the caller otherwise
     */
    Credentials exchange(Caller caller) {
        var question = observer.question();
        var reply = ask(caller, question);
        if (!reply.ok()) {
            var reason = RegistryReason.of(caller, reply.json());
            var message = "The registry rejected the request for AWS credentials with HTTP 400." + reason;
            throw reason.isEmpty()
                    ? new Failure.Unavailable(message)
                    : new Failure.Denied(message + " Ask an administrator of the catalog.");
        }
        var missing = Stream.of("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration")
                .filter(field -> Objects.requireNonNullElse(UpstreamJson.text(reply.json(), field), "")
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure.Unavailable("Invalid credential response: missing fields " + missing + ".", null);
        }
        observer.accepted(caller, null, question);
        return new Credentials(
                checked(reply, "AccessKeyId", MAX_KEY),
                checked(reply, "SecretAccessKey", MAX_KEY),
                checked(reply, "SessionToken", MAX_TOKEN),
                byOwnClock(instant(checked(reply, "Expiration", MAX_KEY)), reply.date()));
    }

    /** Returns the field, checked because it becomes a header of every request to S3. */
    private static String checked(JsonResponse reply, String field, int maxLength) {
        var value = reply.json().path(field).asText();
        if (value.length() > maxLength || !value.chars().allMatch(c -> c > ' ' && c < DELETE)) {
            throw new Failure.Unavailable(
                    "Invalid credential response: %s must be 1 to %,d visible ASCII characters."
                            .formatted(field, maxLength),
                    null);
        }
        return value;
    }

    private JsonResponse ask(Caller caller, long question) {
        try {
            return http.get(endpoint, caller);
        } catch (UnauthenticatedException e) {
            observer.refused(caller, question);
            throw e;
        }
    }

    /** Returns the expiration by this server's clock, which may be ahead of the registry's, or behind. */
    private Instant byOwnClock(Instant expiration, @Nullable Instant registryTime) {
        var now = Instant.now();
        var ahead = registryTime == null ? Duration.ZERO : Duration.between(registryTime, now);
        var differs = differs(ahead);
        if (clockDiffers.getAndSet(differs) != differs && differs) {
            LOG.warn("clock differs from the registry's seconds_ahead={}", ahead.toSeconds());
        }
        var own = byOwnClock(expiration, ahead, now);
        if (!own.isAfter(now)) {
            throw new Failure.Unavailable(
                    "The registry issued AWS credentials that have already expired; compare its clock with this server's.",
                    null);
        }
        return own;
    }

    static Instant byOwnClock(Instant expiration, Duration ahead, Instant now) {
        var corrected = expiration.plus(ahead);
        return differs(ahead) && corrected.isAfter(now) && !corrected.isAfter(now.plus(LONGEST))
                ? corrected
                : expiration;
    }

    private static boolean differs(Duration ahead) {
        return ahead.abs().compareTo(SAME_TIME) > 0;
    }

    private static Instant instant(String expiration) {
        try {
            var time = OffsetDateTime.parse(expiration);
            if (time.getYear() > LAST_YEAR) {
                throw new DateTimeException("beyond RFC 3339");
            }
            return time.toInstant();
        } catch (DateTimeException e) {
            throw new Failure.Unavailable("Invalid credential response: Expiration is not an RFC 3339 date-time.", e);
        }
    }
}
