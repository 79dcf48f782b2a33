package com.quiltdata.mcp.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Paths outside of the MCP endpoint that need no bearer, without slashes around, as in Jersey.
 *
 * @param clients paths that pages of any origin may call, because no cookie matters there
 * @param pages paths that browsers open; only pages of {@code publicOrigin} may send forms there, and none may read them
 * @param publicOrigin this server's origin as browsers see it; null if there are no pages
 */
public record OpenPaths(
        Set<String> clients, Set<String> pages, @Nullable String publicOrigin) {
    /** Returns whether a path needs no bearer. */
    boolean contains(String path) {
        return clients(path) || pages(path);
    }

    /** Returns whether pages of any origin may call a path. */
    boolean clients(String path) {
        return clients.contains(bare(path));
    }

    /** Returns whether browsers open a path. */
    boolean pages(String path) {
        return pages.contains(bare(path));
    }

    /** Returns whether pages of an origin may send requests to a path, of which no other rule decides. */
    boolean own(String origin) {
        return origin.equals(publicOrigin);
    }

    /** Returns a path without a slash at either end. */
    static String bare(String path) {
        var start = path.startsWith("/") ? 1 : 0;
        return path.substring(start, path.length() > start && path.endsWith("/") ? path.length() - 1 : path.length());
    }
}
