package com.quiltdata.sandbox.control;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of Connect.
 *
 * @param allowedHosts redirects that clients may use: a host, a {@code .suffix}, {@code scheme://} or
 *     {@code localhost}; without any, Connect is off
 * @param endpointsOrigin the origin of the endpoints in the metadata, if not Connect's own
 * @param rememberConsent whether a browser in which a client was allowed before sees no consent page again
 * @param rotateRefreshTokens whether a refresh returns a new refresh token and ends the old one; otherwise it returns
 *     none, and the old one stays valid
 * @param returnExpiresIn whether token responses have {@code expires_in}
 */
public record ConnectSettings(
        List<String> allowedHosts,
        Iss iss,
        String endpointsOrigin,
        boolean rememberConsent,
        boolean rotateRefreshTokens,
        boolean returnExpiresIn,
        long codeSeconds,
        long accessTokenSeconds,
        long refreshTokenSeconds) {
    static final ConnectSettings GOOD = new ConnectSettings(
            List.of("localhost", ".example.com"), Iss.OWN, "", false, true, true, 60, 3600, 30 * 24 * 3600);

    /** The {@code iss} parameter of redirects to clients (RFC 9207). */
    public enum Iss {
        ABSENT,
        OWN,
        FOREIGN
    }

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable List<String> allowedHosts,
            @Nullable Iss iss,
            @Nullable String endpointsOrigin,
            @Nullable Boolean rememberConsent,
            @Nullable Boolean rotateRefreshTokens,
            @Nullable Boolean returnExpiresIn,
            @Nullable Long codeSeconds,
            @Nullable Long accessTokenSeconds,
            @Nullable Long refreshTokenSeconds) {}

    ConnectSettings with(Change change) {
        return new ConnectSettings(
                Objects.requireNonNullElse(change.allowedHosts(), allowedHosts),
                Objects.requireNonNullElse(change.iss(), iss),
                Objects.requireNonNullElse(change.endpointsOrigin(), endpointsOrigin),
                Objects.requireNonNullElse(change.rememberConsent(), rememberConsent),
                Objects.requireNonNullElse(change.rotateRefreshTokens(), rotateRefreshTokens),
                Objects.requireNonNullElse(change.returnExpiresIn(), returnExpiresIn),
                Objects.requireNonNullElse(change.codeSeconds(), codeSeconds),
                Objects.requireNonNullElse(change.accessTokenSeconds(), accessTokenSeconds),
                Objects.requireNonNullElse(change.refreshTokenSeconds(), refreshTokenSeconds));
    }
}
