package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.Credentials;
import com.quiltdata.mcp.catalog.http.Json;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code GET {registry}/api/auth/get_credentials}: the caller's bearer for credentials of their active role. */
final class CredentialsExchange {
    private final UpstreamHttp http;
    private final Upstream endpoint;

    CredentialsExchange(UpstreamHttp http, String registryUrl) {
        this.http = http;
        this.endpoint = Upstream.registry(registryUrl, "/api/auth/get_credentials");
    }

    /** Credentials that are still good; a registry that refuses the caller is Unauthenticated or Denied. */
    Credentials exchange(Caller caller) {
        var reply = http.get(endpoint, caller);
        if (!reply.ok()) {
            throw new Unavailable("The registry rejected the request for AWS credentials with HTTP 400.", null);
        }
        var missing = Stream.of("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration")
                .filter(field -> Objects.requireNonNullElse(Json.text(reply.json(), field), "")
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new Unavailable("Invalid credential response: missing fields " + missing + ".", null);
        }
        return new Credentials(
                reply.json().path("AccessKeyId").asText(),
                reply.json().path("SecretAccessKey").asText(),
                reply.json().path("SessionToken").asText(),
                instant(reply.json().path("Expiration").asText()));
    }

    private static Instant instant(String expiration) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(expiration).toInstant();
        } catch (DateTimeParseException e) {
            throw new Unavailable("Invalid credential response: Expiration is not an RFC 3339 date-time.", e);
        }
        if (!instant.isAfter(Instant.now())) {
            throw new Unavailable(
                    "The registry gave AWS credentials that have expired already; compare the clocks of both.", null);
        }
        return instant;
    }
}
