package com.quiltdata.mcp.catalog.http;

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
    private Statuses() {}

    /** The fault that a status stands for, or null when the body is the answer (2xx and 400). */
    static @Nullable CatalogException fault(Upstream to, boolean asCaller, RawReply reply) {
        var status = reply.status();
        if (status / 100 == 2 || status == 400) {
            return null;
        }
        if (status / 100 == 3) {
            return new Unavailable(
                    to.noun() + " redirects elsewhere, and this server follows no redirect; set " + to.setting()
                            + " to the final address.",
                    null);
        }
        return status / 100 == 4 ? refused(to, asCaller, reply) : failed(to, reply);
    }

    private static CatalogException refused(Upstream to, boolean asCaller, RawReply reply) {
        if (reply.status() == 401 && asCaller) {
            return new Unauthenticated();
        }
        return switch (reply.status()) {
            case 403 -> new Denied("Access denied. Check your permissions.");
            case 404 -> new Unavailable(to.noun() + " has no such path; check " + to.setting() + ".", null);
            case 408 -> gaveUp(to);
            case 429 -> throttled(to, retryAfter(reply.retryAfter()));
            default -> new Unavailable(to.noun() + " rejected the request with HTTP " + reply.status() + ".", null);
        };
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
