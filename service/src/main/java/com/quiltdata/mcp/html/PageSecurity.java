package com.quiltdata.mcp.html;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The response headers that protect an HTML page, and the hashes that its content security policy needs. */
public final class PageSecurity {
    private PageSecurity() {}

    /**
     * Returns the headers of a page, by name.
     *
     * @param policy its content security policy
     * @param referrers its referrer policy
     */
    public static Map<String, String> headers(String policy, String referrers) {
        return Map.of(
                "Content-Security-Policy", policy,
                "X-Frame-Options", "DENY",
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", referrers,
                "Cache-Control", "no-store");
    }

    /** Returns the source expression that allows one inline style or script (Content Security Policy 3, 2.3.1). */
    public static String source(String text) {
        var hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }
}
