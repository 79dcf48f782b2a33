package com.quiltdata.mcp.catalog.http;

import io.dropwizard.client.HttpClientConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.RedirectStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The connection pool's settings. Dropwizard's defaults time out after 500 ms and reuse no connection. */
final class UpstreamConnectionPool {
    private static final int CONNECTIONS = 1024;

    private UpstreamConnectionPool() {}

    static CloseableHttpClient client(BoundedClientBuilder builder, String version, Duration timeout) {
        return builder.using(configuration(version, timeout))
                .using(new NoRedirects())
                .using(new StaleConnectionRetry())
                .build("upstream");
    }

    private static HttpClientConfiguration configuration(String version, Duration timeout) {
        var conf = new HttpClientConfiguration();
        conf.setTimeout(io.dropwizard.util.Duration.milliseconds(timeout.toMillis()));
        conf.setConnectionTimeout(io.dropwizard.util.Duration.seconds(3));
        conf.setConnectionRequestTimeout(io.dropwizard.util.Duration.seconds(2));
        conf.setKeepAlive(io.dropwizard.util.Duration.seconds(30));
        conf.setTimeToLive(io.dropwizard.util.Duration.seconds(BoundedClientBuilder.LIFETIME.toSeconds()));
        conf.setValidateAfterInactivityPeriod(io.dropwizard.util.Duration.seconds(1));
        conf.setMaxConnections(CONNECTIONS);
        conf.setMaxConnectionsPerRoute(CONNECTIONS);
        conf.setRetries(1); // KeptConnectionRetry decides; 0 would disable it
        conf.setCookiesEnabled(false);
        conf.setProtocolUpgradeEnabled(false);
        conf.setUserAgent(Optional.of("quilt-mcp-server/" + version));
        return conf;
    }

    /** Follows no redirect, which could carry the bearer to another host. */
    private static final class NoRedirects implements RedirectStrategy {
        @Override
        public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context) {
            return false;
        }

        @Override
        public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context) {
            throw new IllegalStateException("redirects are not followed");
        }
    }
}
