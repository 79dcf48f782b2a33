package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamDocuments;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Fetches documents of one origin; follows redirects only within it. Sends no bearer, request id or cookie. */
record DocsFetcher(URI origin, Duration timeout, UpstreamDocuments documents) {
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);
    private static final int MAX_REDIRECTS = 3;

    boolean isSameOrigin(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && origin(uri).equals(origin(origin));
    }

    private static String origin(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Returns the document within the timeout, redirects included; fails after 3 of these or at another origin. */
    byte[] get(URI uri, int maxBytes) throws IOException {
        var end = System.nanoTime() + timeout.toNanos();
        var url = uri;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            if (!isSameOrigin(url)) {
                throw new IOException("it redirects to another host");
            }
            var remaining = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            var document = documents.get(Upstream.docs(url), remaining, maxBytes);
            if (document.status() == 200) {
                return document.body();
            } else if (!REDIRECTS.contains(document.status())) {
                throw new IOException("it returns HTTP " + document.status());
            }
            url = redirectTarget(url, Objects.requireNonNullElse(document.location(), ""));
        }
        throw new IOException("it redirects too often");
    }

    private static URI redirectTarget(URI from, String location) throws IOException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("it redirects to an invalid URL", e);
        }
    }
}
