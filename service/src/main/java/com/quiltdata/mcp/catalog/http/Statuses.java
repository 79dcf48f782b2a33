package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Denied;
import com.quiltdata.mcp.catalog.CatalogException.Throttled;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unauthenticated;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What each HTTP status that is not an answer means. */
final class Statuses {
    private static final String DENIED = "Access denied. Check your permissions.";

    /** Characters of a bearer that every server and balancer takes: the usual limit of a header is 8 KiB. */
    private static final int MAX_BEARER = 7000;

    private Statuses() {}

    /** The fault that a status stands for, or null when the body is the answer (2xx and 400). */
    static @Nullable CatalogException fault(Upstream to, @Nullable Caller caller, RawReply reply) {
        var status = reply.status();
        if (caller != null && tooLong(caller, reply)) {
            return Unauthenticated.tooLong();
        }
        if (status / 100 == 2 || status == 400) {
            return null;
        }
        if (status / 100 == 3) {
            return new Unavailable(
                    to.noun() + " redirects elsewhere, and this server follows no redirect; set " + to.setting()
                            + " to the final address.",
                    null);
        }
        return status / 100 == 4 ? refused(to, caller, reply) : failed(to, reply);
    }

    /**
     * Whether it is the bearer that is too long for the upstream or a balancer before it. Besides 431 they say 400 or 413, and
     * then not in JSON; the token of an accepted caller has got through before.
     */
    private static boolean tooLong(Caller caller, RawReply reply) {
        return switch (reply.status()) {
            case 431 -> true;
            case 400, 413 ->
                !caller.isAccepted() && caller.bearer().length() > MAX_BEARER && !Json.isJson(reply.contentType());
            default -> false;
        };
    }

    private static CatalogException refused(Upstream to, @Nullable Caller caller, RawReply reply) {
        if (reply.status() == 401 && caller != null) {
            return new Unauthenticated();
        }
        return switch (reply.status()) {
            case 403 -> Json.isWebPage(reply.contentType()) ? firewall(to) : new Denied(DENIED);
            case 404 -> new Unavailable(to.noun() + " has no such path; check " + to.setting() + ".", null);
            case 408 -> gaveUp(to);
            case 429 -> throttled(to, retryAfter(reply.retryAfter()));
            default -> new Unavailable(to.noun() + " rejected the request with HTTP " + reply.status() + ".", null);
        };
    }

    /** A registry never says so by a web page. */
    private static CatalogException firewall(Upstream to) {
        return new Unavailable(
                "A firewall or proxy before " + WireFaults.lower(to)
                        + " refused the request with a web page (HTTP 403), so that your role was not checked; ask the operators"
                        + " of this server to let its requests through.",
                null);
    }

    private static CatalogException throttled(Upstream to, @Nullable Duration wait) {
        return new Throttled(
                to.noun() + " asks for fewer requests; wait " + (wait == null ? "a little" : wait.toSeconds() + " s")
                        + " before trying again.",
                wait);
    }

    private static CatalogException failed(Upstream to, RawReply reply) {
        var wait = retryAfter(reply.retryAfter());
        return switch (reply.status()) {
            case 503 ->
                new Unavailable(
                        to.noun() + " is unavailable for now; try again "
                                + (wait == null ? "later." : "in " + wait.toSeconds() + " s."),
                        null);
            case 504 -> gaveUp(to);
            default -> new Unavailable(to.noun() + " failed with HTTP " + reply.status() + "; try again later.", null);
        };
    }

    private static CatalogException gaveUp(Upstream to) {
        return new TooLate(to.noun() + " gave up on the request before it was done; try again, or ask for less.", null);
    }

    /** {@code Retry-After} of RFC 9110 §10.2.3: seconds or a date; null when it says neither. */
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
