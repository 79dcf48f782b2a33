package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.HttpDate;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Maps HTTP statuses that report a failure to exceptions. */
final class StatusMapper {
    /** Maximum characters of a bearer that every server and balancer accepts: the usual limit of a header is 8 KiB. */
    private static final int MAX_BEARER = 7000;

    private StatusMapper() {}

    /** Throws what a status other than 2xx and 400 reports: a {@link Failure}, or the refusal of the token. */
    static void check(Upstream to, @Nullable Caller caller, RawResponse response) {
        if (caller != null && isTooLong(caller, response)) {
            throw UnauthenticatedException.tooLong();
        } else if (caller != null && response.status() == 401) {
            throw new UnauthenticatedException();
        } else if (response.status() / 100 != 2 && response.status() != 400) {
            throw failure(to, caller, response);
        }
    }

    /** Whether the bearer is too long: 431, or a 400 or 413 not in JSON, for a token that was never accepted before. */
    private static boolean isTooLong(Caller caller, RawResponse response) {
        return switch (response.status()) {
            case 431 -> true;
            case 400, 413 ->
                !caller.isAccepted()
                        && caller.bearer().length() > MAX_BEARER
                        && !UpstreamJson.isJson(response.contentType());
            default -> false;
        };
    }

    private static Failure failure(Upstream to, @Nullable Caller caller, RawResponse response) {
        var wait = retryAfter(response.retryAfter());
        return switch (response.status()) {
            case 403 ->
                UpstreamJson.isWebPage(response.contentType())
                        ? firewall(to)
                        : new Failure.Denied("Access denied. Check your permissions."
                                + RegistryReason.of(
                                        caller,
                                        UpstreamJson.read(new String(response.body(), StandardCharsets.UTF_8))));
            case 404 -> new Failure.Unavailable(to.noun() + " has no such path; check " + to.setting() + ".");
            case 408, 504 ->
                new Failure.TooLate(to.noun() + " timed out on the request; try again"
                        + (to.isQueried() ? ", or request less data." : "."));
            case 429 ->
                new Failure.Throttled(
                        to.noun() + " asks for fewer requests; wait "
                                + (wait == null ? "a little" : wait.toSeconds() + " s") + " before trying again.",
                        wait);
            case 503 ->
                new Failure.Unavailable(to.noun() + " is temporarily unavailable; try again "
                        + (wait == null ? "later." : "in " + wait.toSeconds() + " s."));
            default -> unexpected(to, response.status());
        };
    }

    /** Returns the failure for a 403 with a web page, which a registry never sends. */
    private static Failure firewall(Upstream to) {
        return new Failure.Unavailable("A firewall or proxy in front of " + TransportFailureMapper.lower(to)
                + " refused the request with a web page (HTTP 403), so your role was not checked; ask the operators"
                + " of this server to allow its requests.");
    }

    private static Failure unexpected(Upstream to, int status) {
        return new Failure.Unavailable(
                switch (status / 100) {
                    case 3 ->
                        to.noun() + " redirects elsewhere, which this server does not follow; set " + to.setting()
                                + " to the final address.";
                    case 4 -> to.noun() + " rejected the request with HTTP " + status + ".";
                    default -> to.noun() + " failed with HTTP " + status + "; try again later.";
                });
    }

    /** Parses {@code Retry-After} (RFC 9110 §10.2.3), seconds or a date; null when it is neither. */
    private static @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        var until = HttpDate.parse(text);
        if (until == null) {
            return null;
        }
        var wait = Duration.between(Instant.now(), until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
