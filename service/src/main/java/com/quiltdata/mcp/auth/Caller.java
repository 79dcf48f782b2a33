package com.quiltdata.mcp.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.json.ForeignJson;
import com.quiltdata.mcp.json.UnreadableJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: an opaque bearer, exactly as it was received, and its fingerprint.
 *
 * <p>The bearer is a session JWT, a {@code qk_} API key or a Connect access token; its structure is the catalog's
 * business. Only the adapters that talk to the configured registry read it.
 */
public final class Caller implements Principal {
    private static final int FINGERPRINT_DIGITS = 12;
    private static final int JWT_PARTS = 3;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String bearer;
    private final String digest;
    private final boolean accepted;

    private Caller(String bearer, String digest, boolean accepted) {
        this.bearer = bearer;
        this.digest = digest;
        this.accepted = accepted;
    }

    /** The caller who presented this bearer. */
    public static Caller of(String bearer) {
        if (bearer.isBlank()) {
            throw new IllegalArgumentException("a caller has a bearer");
        }
        return new Caller(bearer, sha256(bearer), false);
    }

    /** The same caller, marked as one whose token the catalog has accepted. */
    public Caller accepted() {
        return new Caller(bearer, digest, true);
    }

    /** Whether the catalog has accepted this caller's token, as far as was known when the request began. */
    public boolean isAccepted() {
        return accepted;
    }

    /** The token to hand to the registry, and to nothing else. */
    public String bearer() {
        return bearer;
    }

    /** The text with asterisks wherever the bearer stands in it. */
    public String hiddenIn(String text) {
        return text.replace(bearer, "***");
    }

    /** The SHA-256 of the bearer, 64 hexadecimal digits: the key under which anything of this caller's is kept. */
    public String digest() {
        return digest;
    }

    /**
     * Who the token says its owner is, {@code id} and {@code uuid} as the catalog's session tokens have them; nothing for
     * a token that is not one. Nobody has verified it here: it holds only where the catalog took the token.
     */
    public Map<String, String> claims() {
        var claims = new TreeMap<String, String>();
        var json = payload();
        for (var name : List.of("id", "uuid")) {
            var claim = json.path(name);
            if ((claim.isTextual() || claim.isIntegralNumber())
                    && WORD.matcher(claim.asText()).matches()) {
                claims.put(name, claim.asText());
            }
        }
        return claims;
    }

    /** What can be seen to be wrong with a token that the catalog has refused, in a sentence; null where nothing can. */
    public @Nullable String fault(Instant now) {
        return TokenFaults.sentence(bearer, payload(), now);
    }

    /** The payload of a JWT; missing where the bearer is none. */
    private JsonNode payload() {
        var parts = bearer.split("\\.", -1);
        try {
            return parts.length == JWT_PARTS
                    ? ForeignJson.DOCUMENT.read(Base64.getUrlDecoder().decode(parts[1]))
                    : MissingNode.getInstance();
        } catch (IllegalArgumentException | UnreadableJson e) {
            return MissingNode.getInstance();
        }
    }

    /** The first digits of the digest: enough to tell callers apart in a log. */
    @Override
    public String getName() {
        return digest.substring(0, FINGERPRINT_DIGITS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller && digest.equals(caller.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "Caller[" + getName() + "]";
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
