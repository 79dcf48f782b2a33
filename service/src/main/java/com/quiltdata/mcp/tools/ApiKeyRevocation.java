package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks and sentences that the tools for one's own API keys and for those of others share. */
public final class ApiKeyRevocation {
    private static final Pattern SECRET = Pattern.compile("qk_[A-Za-z0-9_-]{6,}");

    private ApiKeyRevocation() {}

    /** Returns what names a key, without surrounding blanks; refuses a key itself. */
    public static String requireNoSecret(String argument, String text) {
        var stripped = text.strip();
        if (SECRET.matcher(stripped).matches()) {
            throw new Failure.Invalid(
                    "`%s` is an API key itself, a secret that has no place in a chat. List the keys without `fingerprint`"
                                    .formatted(argument)
                            + " and take the id of the one whose fingerprint begins and ends like it.");
        }
        return stripped;
    }

    /**
     * Returns the key, or throws {@link Failure.NotFound} if there is none.
     *
     * @param tool the tool that lists the keys
     */
    public static ApiKey require(Optional<ApiKey> key, String id, String tool) {
        return key.orElseThrow(() -> new Failure.NotFound(
                "There is no API key with the id `%s`; nothing was revoked. %s lists the keys.".formatted(id, tool)));
    }

    public static String question(ApiKey key) {
        var used =
                key.lastUsedAt() == null ? "It was never used." : "It was last used at %s.".formatted(key.lastUsedAt());
        return "Revoke API key \"%s\" (%s) of %s? Every program that uses it loses access at once. %s"
                .formatted(key.name(), key.fingerprint(), key.userEmail(), used);
    }

    public static String message(ApiKey key) {
        return "Revoked API key \"%s\" of %s.".formatted(key.name(), key.userEmail());
    }
}
