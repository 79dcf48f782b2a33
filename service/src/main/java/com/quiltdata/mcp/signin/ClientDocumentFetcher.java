package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.concurrent.Tasks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches small JSON documents from hosts that strangers name. Of them it sees one GET without cookies or credentials:
 * no redirect is followed, no proxy used, no retry made, and each connection's address comes from the given resolver.
 */
final class ClientDocumentFetcher implements AutoCloseable {
    /** Maximum size of a document, in bytes. */
    static final int MAX_BYTES = 16 * 1024;

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Timeout CONNECTION_WAIT = Timeout.ofMilliseconds(500);
    private static final int MAX_FETCHES = 8;
    private static final int MAX_FETCHES_PER_HOST = 4;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_LINE = 8 * 1024;
    private static final int OK = 200;
    private static final int SERVER_ERRORS = 500;

    /** Client errors that say nothing about the document: Request Timeout, Too Many Requests. */
    private static final Set<Integer> LATER = Set.of(408, 429);

    private final CloseableHttpClient http;

    /** Creates a fetcher that connects to public addresses only. */
    ClientDocumentFetcher() {
        this(PublicAddresses.system());
    }

    ClientDocumentFetcher(DnsResolver addresses) {
        this.http = HttpClients.custom()
                .setConnectionManager(connections(addresses))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECTION_WAIT)
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("quilt-mcp-server")
                .build();
    }

    /**
     * Returns a pool that connects to the addresses that were checked. The JDK's HTTP client would resolve the names
     * again.
     */
    private static HttpClientConnectionManager connections(DnsResolver addresses) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnTotal(MAX_FETCHES)
                .setMaxConnPerRoute(MAX_FETCHES_PER_HOST)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout((int) LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(MAX_LINE)
                                .setMaxHeaderCount(MAX_HEADERS)
                                .build())
                        .build())
                .build();
    }

    /**
     * Returns the document's bytes, within three seconds; throws if it cannot be had.
     *
     * @throws NoDocumentException if the host responded that it is not there, or with no JSON, or too much
     * @throws TooManyFetchesException if nothing was sent, because four documents are being fetched from this host, or
     *     eight in all
     */
    byte[] fetch(URI url) throws IOException {
        try {
            return Tasks.within("client-document", LIMIT, () -> get(url));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectionRequestTimeoutException) {
                throw new TooManyFetchesException(e);
            } else if (e.getCause() instanceof NoDocumentException gone) {
                throw gone;
            }
            throw new IOException("the document cannot be fetched", e);
        } catch (TimeoutException e) {
            throw new IOException("the document cannot be fetched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the document was not waited for", e);
        }
    }

    private byte[] get(URI url) throws IOException {
        var request = new HttpGet(url);
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        return http.execute(request, response -> {
            try {
                return body(response);
            } catch (IOException e) {
                request.cancel(); // drops the connection; closing the response would read the rest
                throw e;
            }
        });
    }

    private static byte[] body(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        var type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        var status = response.getCode();
        if (status >= SERVER_ERRORS || LATER.contains(status)) {
            throw new IOException("status " + status);
        } else if (status != OK || !isJson(type)) {
            throw new NoDocumentException("status " + status + ", or not JSON");
        }
        var body = entity.getContent().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new NoDocumentException("more than " + MAX_BYTES + " bytes");
        }
        return body;
    }

    private static boolean isJson(String contentType) {
        var type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
