package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.control.ConnectSettings;
import com.quiltdata.sandbox.people.BearerTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** All grants with their codes, refresh tokens and access tokens. */
final class Grants {
    private record Code(Grant grant, AuthorizationRequest request, Instant expires, boolean redeemed) {
        Code asRedeemed() {
            return new Code(grant, request, expires, true);
        }
    }

    private record RefreshToken(Grant grant, Instant expires) {}

    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new HashMap<>();
    private final Map<String, Grant> accessTokens = new HashMap<>();
    private final BearerTokens bearers;

    Grants(BearerTokens bearers) {
        this.bearers = bearers;
    }

    /** Returns a new code for the user's consent to the request. */
    synchronized String code(AuthorizationRequest request, String user, ConnectSettings settings) {
        String code = UUID.randomUUID().toString();
        var grant = new Grant(UUID.randomUUID(), request.client().id(), user);
        codes.put(code, new Code(grant, request, Instant.now().plusSeconds(settings.codeSeconds()), false));
        return code;
    }

    /** Redeems a code once; a second attempt also ends the grant (RFC 6749 4.1.2). */
    synchronized Grant redeem(String value, RegisteredClient client, String redirect, String verifier) {
        Code code = codes.get(value);
        if (code == null || !code.grant().clientId().equals(client.id())) {
            throw invalid("The code is unknown.");
        }
        codes.put(value, code.asRedeemed());
        if (code.redeemed()) {
            end(code.grant());
            throw invalid("The code has been redeemed before.");
        }
        if (!Instant.now().isBefore(code.expires())) {
            throw invalid("The code has expired.");
        }
        if (!redirect.equals(code.request().redirect())) {
            throw invalid("redirect_uri is not that of the authorization request.");
        }
        if (!s256(verifier).equals(code.request().challenge())) {
            throw invalid("code_verifier does not match code_challenge.");
        }
        return code.grant();
    }

    synchronized String refreshToken(Grant grant, ConnectSettings settings) {
        String token = UUID.randomUUID().toString();
        refreshTokens.put(token, new RefreshToken(grant, Instant.now().plusSeconds(settings.refreshTokenSeconds())));
        return token;
    }

    /** Returns the grant of a valid refresh token, which ends with this if {@code rotate} is set. */
    synchronized Grant refresh(String value, RegisteredClient client, boolean rotate) {
        RefreshToken token = refreshTokens.get(value);
        if (token == null
                || !token.grant().clientId().equals(client.id())
                || !Instant.now().isBefore(token.expires())) {
            throw invalid("The refresh token is unknown, expired or revoked.");
        }
        if (rotate) {
            refreshTokens.remove(value);
        }
        return token.grant();
    }

    synchronized void addAccessToken(String token, Grant grant) {
        accessTokens.put(token, grant);
    }

    /** Ends an access token, or a refresh token with its whole grant (RFC 7009 2.1); ignores unknown ones. */
    synchronized void revoke(String token, RegisteredClient client) {
        RefreshToken refreshToken = refreshTokens.get(token);
        Grant grant = refreshToken == null ? accessTokens.get(token) : refreshToken.grant();
        if (grant == null) {
            return;
        }
        if (!grant.clientId().equals(client.id())) {
            throw invalid("The token is another client's.");
        }
        if (refreshToken == null) {
            bearers.revoke(token);
        } else {
            end(grant);
        }
    }

    private void end(Grant grant) {
        refreshTokens.values().removeIf(token -> token.grant().equals(grant));
        accessTokens.forEach((token, its) -> {
            if (its.equals(grant)) {
                bearers.revoke(token);
            }
        });
    }

    private static OAuthException invalid(String description) {
        return new OAuthException("invalid_grant", description);
    }

    private static String s256(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
