package com.quiltdata.mcp.catalog.docs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches documents of one origin. Sends neither bearer nor request id nor cookie, and follows a redirect only within
 * the same origin.
 */
final class DocsFetcher implements AutoCloseable {
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);
    private static final int HOPS = 3;

    private final URI origin;
    private final Duration timeout;
    private final HttpClient client;

    DocsFetcher(URI origin, Duration timeout) {
        this.origin = origin;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout)
                .build();
    }

    /** Returns whether a URL has this origin: scheme, host and port. */
    boolean own(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && origin(uri).equals(origin(origin));
    }

    private static String origin(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /**
     * Returns the document; the timeout covers its redirects.
     *
     * @throws IOException also when it is too long, too slow, on another host or missing
     */
    byte[] get(URI uri, int maxBytes) throws IOException {
        var end = System.nanoTime() + timeout.toNanos();
        var at = uri;
        for (int hop = 0; hop <= HOPS; hop++) {
            if (!own(at)) {
                throw new IOException("it redirects to another host");
            }
            var response = response(at, maxBytes, end - System.nanoTime());
            if (response.statusCode() == 200) {
                return response.body();
            } else if (!REDIRECTS.contains(response.statusCode())) {
                throw new IOException("it returns HTTP " + response.statusCode());
            }
            at = target(at, response.headers().firstValue("Location").orElse(""));
        }
        throw new IOException("it redirects too often");
    }

    private static URI target(URI from, String location) throws IOException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("it redirects to an invalid URL", e);
        }
    }

    private HttpResponse<byte[]> response(URI uri, int maxBytes, long nanos) throws IOException {
        var request = HttpRequest.newBuilder(uri)
                .header("User-Agent", "quilt-mcp-server")
                .header("Accept", "text/html, application/xml;q=0.9, */*;q=0.1")
                .GET()
                .build();
        var flight = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            return flight.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            flight.cancel(true);
            throw new IOException("it took longer than " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            flight.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the fetch was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
