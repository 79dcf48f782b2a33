package com.quiltdata.mcp.http;

import com.google.common.base.CharMatcher;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Paths outside of the MCP endpoint that need no bearer, without slashes around, as in Jersey. All methods take raw
 * paths.
 *
 * @param clients paths that pages of any origin may call, because no cookie matters there
 * @param pages paths that browsers open, each with its method; only pages of {@code publicOrigin} may send forms there,
 *     and none may read them
 * @param publicOrigin this server's origin as browsers see it; null if there is no sign-in
 */
public record OpenPaths(
        Set<String> clients,
        Map<String, String> pages,
        @Nullable String publicOrigin) {
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final CharMatcher SLASH = CharMatcher.is('/');

    /** Returns whether a path needs no bearer. */
    boolean contains(String rawPath) {
        return clients(rawPath) || pages(rawPath);
    }

    /** Returns whether pages of any origin may call a path. */
    boolean clients(String rawPath) {
        return clients.contains(bare(rawPath));
    }

    /** Returns whether browsers open a path. */
    boolean pages(String rawPath) {
        return pages.containsKey(bare(rawPath));
    }

    /** Returns whether browsers request a path with GET. */
    boolean readable(String rawPath) {
        return "GET".equals(pages.get(bare(rawPath)));
    }

    /** Returns whether the errors of a path have the form that OAuth clients read (RFC 6749 §5.2). */
    boolean oauth(String rawPath) {
        return publicOrigin != null && clients(rawPath);
    }

    /** Returns whether pages of an origin may send requests to a path, of which no other rule decides. */
    boolean own(String origin) {
        return origin.equals(publicOrigin);
    }

    /** Returns a raw path without what Jersey ignores when it routes: path parameters, and slashes at either end. */
    static String bare(String rawPath) {
        return SLASH.trimFrom(
                rawPath.indexOf(';') < 0 ? rawPath : PARAMETERS.matcher(rawPath).replaceAll(""));
    }
}
