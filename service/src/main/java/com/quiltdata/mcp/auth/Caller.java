package com.quiltdata.mcp.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.hash.Hashing;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request: an opaque bearer, exactly as received, and its fingerprint.
 *
 * <p>The bearer is a session JWT, a {@code qk_} API key or a Connect access token; only the catalog interprets it. Only
 * the adapters for the configured registry read it.
 */
public final class Caller implements Principal {
    private static final int FINGERPRINT_DIGITS = 12;
    private static final int JWT_PARTS = 3;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String bearer;
    private final String digest;
    private final boolean accepted;
    private final @Nullable User user;

    /** The account of a token, as the catalog names it. */
    public record User(String name, String email) {}

    private Caller(String bearer, String digest, boolean accepted, @Nullable User user) {
        this.bearer = bearer;
        this.digest = digest;
        this.accepted = accepted;
        this.user = user;
    }

    /** Returns the caller with this bearer. */
    public static Caller of(String bearer) {
        if (bearer.isBlank()) {
            throw new IllegalArgumentException("the bearer is blank");
        }
        return new Caller(
                bearer,
                Hashing.sha256().hashString(bearer, StandardCharsets.UTF_8).toString(),
                false,
                null);
    }

    /** Returns a copy marked as accepted by the catalog. */
    public Caller accepted() {
        return accepted(null);
    }

    /** Returns a copy marked as accepted by the catalog, which names this user for the token; null if unknown. */
    public Caller accepted(@Nullable User named) {
        return new Caller(bearer, digest, true, named);
    }

    /** Returns the user whom the catalog named for the token, if it has when the request began. */
    public Optional<User> user() {
        return Optional.ofNullable(user);
    }

    /** Returns whether the catalog had accepted this caller's token when the request began. */
    public boolean isAccepted() {
        return accepted;
    }

    /** Returns the token, which must be sent to the registry only. */
    public String bearer() {
        return bearer;
    }

    /** Returns the text with every occurrence of the bearer replaced by asterisks. */
    public String redact(String text) {
        return text.replace(bearer, "***");
    }

    /** Returns the SHA-256 of the bearer, 64 hexadecimal digits: the key of everything stored for this caller. */
    public String digest() {
        return digest;
    }

    /**
     * Returns the {@code id} and {@code uuid} claims of a session token; empty for any other token. They are not
     * verified here: they are valid only if the catalog accepted the token.
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

    /** Returns a sentence that explains why the catalog probably refused the token; null if no reason is visible. */
    public @Nullable String fault(Instant now) {
        return TokenFaultDetector.sentence(bearer, payload(), now);
    }

    private JsonNode payload() {
        var parts = bearer.split("\\.", -1);
        try {
            return parts.length == JWT_PARTS
                    ? BoundedJsonParser.DOCUMENT.read(Base64.getUrlDecoder().decode(parts[1]))
                    : MissingNode.getInstance();
        } catch (IllegalArgumentException | UnreadableJsonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Returns the first 12 digits of the digest, which distinguish callers in logs. */
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
}
