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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Exchanges the caller's bearer for credentials of their active role: {@code GET {registry}/api/auth/get_credentials}.
 */
final class CredentialsExchange {
    /** Maximum lengths in characters; AWS's values are less than half as long. */
    private static final int MAX_KEY = 256;

    private static final int MAX_TOKEN = 16 * 1024;
    private static final char DELETE = 0x7F;
    private static final int LAST_YEAR = 9999;

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
        var reply = ask(caller);
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
        observer.accepted(caller, null);
        return new Credentials(
                checked(reply, "AccessKeyId", MAX_KEY),
                checked(reply, "SecretAccessKey", MAX_KEY),
                checked(reply, "SessionToken", MAX_TOKEN),
                instant(checked(reply, "Expiration", MAX_KEY)));
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

    private JsonResponse ask(Caller caller) {
        try {
            return http.get(endpoint, caller);
        } catch (UnauthenticatedException e) {
            observer.refused(caller);
            throw e;
        }
    }

    private static Instant instant(String expiration) {
        Instant instant;
        try {
            var time = OffsetDateTime.parse(expiration);
            if (time.getYear() > LAST_YEAR) {
                throw new DateTimeException("beyond RFC 3339");
            }
            instant = time.toInstant();
        } catch (DateTimeException e) {
            throw new Failure.Unavailable("Invalid credential response: Expiration is not an RFC 3339 date-time.", e);
        }
        if (!instant.isAfter(Instant.now())) {
            throw new Failure.Unavailable(
                    "The registry issued AWS credentials that have already expired; compare its clock with this server's.",
                    null);
        }
        return instant;
    }
}
