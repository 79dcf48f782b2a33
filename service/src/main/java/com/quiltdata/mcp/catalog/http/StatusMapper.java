package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Maps HTTP statuses that report a failure to exceptions. */
final class StatusMapper {
    private static final String DENIED = "Access denied. Check your permissions.";

    /** Maximum characters of a bearer that every server and balancer accepts: the usual limit of a header is 8 KiB. */
    private static final int MAX_BEARER = 7000;

    private StatusMapper() {}

    /**
     * Returns the {@link Failure} or {@link UnauthenticatedException} that a status reports, or null when the body is the
     * response (2xx and 400).
     */
    static @Nullable RuntimeException fault(Upstream to, @Nullable Caller caller, RawResponse reply) {
        var status = reply.status();
        if (caller != null && tooLong(caller, reply)) {
            return UnauthenticatedException.tooLong();
        }
        if (status / 100 == 2 || status == 400) {
            return null;
        }
        if (status / 100 == 3) {
            return new Failure.Unavailable(
                    to.noun() + " redirects elsewhere, which this server does not follow; set " + to.setting()
                            + " to the final address.",
                    null);
        }
        return status / 100 == 4 ? refused(to, caller, reply) : failed(to, reply);
    }

    /**
     * Returns whether the bearer is too long for the upstream or a balancer in front of it. Besides 431 these send 400
     * or 413, not in JSON; the token of an accepted caller was short enough before.
     */
    private static boolean tooLong(Caller caller, RawResponse reply) {
        return switch (reply.status()) {
            case 431 -> true;
            case 400, 413 ->
                !caller.isAccepted()
                        && caller.bearer().length() > MAX_BEARER
                        && !UpstreamJson.isJson(reply.contentType());
            default -> false;
        };
    }

    private static RuntimeException refused(Upstream to, @Nullable Caller caller, RawResponse reply) {
        if (reply.status() == 401 && caller != null) {
            return new UnauthenticatedException();
        }
        return switch (reply.status()) {
            case 403 -> UpstreamJson.isWebPage(reply.contentType()) ? firewall(to) : new Failure.Denied(DENIED);
            case 404 -> new Failure.Unavailable(to.noun() + " has no such path; check " + to.setting() + ".", null);
            case 408 -> gaveUp(to);
            case 429 -> throttled(to, retryAfter(reply.retryAfter()));
            default ->
                new Failure.Unavailable(to.noun() + " rejected the request with HTTP " + reply.status() + ".", null);
        };
    }

    /** Returns the failure for a 403 with a web page, which a registry never sends. */
    private static Failure firewall(Upstream to) {
        return new Failure.Unavailable(
                "A firewall or proxy in front of " + TransportFailureMapper.lower(to)
                        + " refused the request with a web page (HTTP 403), so your role was not checked; ask the"
                        + " operators of this server to allow its requests.",
                null);
    }

    private static Failure throttled(Upstream to, @Nullable Duration wait) {
        return new Failure.Throttled(
                to.noun() + " asks for fewer requests; wait " + (wait == null ? "a little" : wait.toSeconds() + " s")
                        + " before trying again.",
                wait);
    }

    private static Failure failed(Upstream to, RawResponse reply) {
        var wait = retryAfter(reply.retryAfter());
        return switch (reply.status()) {
            case 503 ->
                new Failure.Unavailable(
                        to.noun() + " is temporarily unavailable; try again "
                                + (wait == null ? "later." : "in " + wait.toSeconds() + " s."),
                        null);
            case 504 -> gaveUp(to);
            default ->
                new Failure.Unavailable(to.noun() + " failed with HTTP " + reply.status() + "; try again later.", null);
        };
    }

    private static Failure gaveUp(Upstream to) {
        return new Failure.TooLate(to.noun() + " timed out on the request; try again, or request less data.", null);
    }

    /** Parses {@code Retry-After} (RFC 9110 §10.2.3), seconds or a date; null when it is neither. */
    static @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(Instant.now(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
