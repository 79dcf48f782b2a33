package com.quiltdata.mcp.catalog.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import io.dropwizard.client.HttpClientBuilder;
import io.dropwizard.client.HttpClientConfiguration;
import io.dropwizard.util.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Dropwizard's builder with {@linkplain ResponseHeadLimits bounded heads}, without redirects. */
public final class BoundedClientBuilder extends HttpClientBuilder {
    /** Maximum age of a connection, so that a change of the load balancer's addresses takes effect. */
    private static final Duration LIFETIME = Duration.minutes(5);

    /** Time after which an idle connection is closed, and its buffers, which hold a token or keys, are dropped. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private static final int CONNECTIONS = 1024;

    /** A read has no time limit of its own: {@link ExchangeDeadline} closes the connection of an exchange that is late. */
    private static final RequestConfig REQUESTS = RequestConfig.custom()
            .setResponseTimeout(Timeout.DISABLED)
            .setConnectionRequestTimeout(Timeout.ofSeconds(2))
            .setConnectionKeepAlive(TimeValue.NEG_ONE_MILLISECOND)
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setCookieSpec(StandardCookieSpec.IGNORE)
            .build();

    private final MetricRegistry metrics;

    /** Creates a builder whose clients report to {@code metrics}. */
    public BoundedClientBuilder(MetricRegistry metrics) {
        super(metrics);
        this.metrics = metrics;
    }

    /** Returns the client for upstreams. Dropwizard's defaults time out after 500 ms and reuse no connection. */
    CloseableHttpClient build(String version, java.time.Duration timeout) {
        var settings = new HttpClientConfiguration();
        settings.setTimeout(Duration.milliseconds(timeout.toMillis()));
        settings.setConnectionTimeout(Duration.seconds(3));
        settings.setKeepAlive(Duration.seconds(30));
        settings.setTimeToLive(LIFETIME);
        settings.setValidateAfterInactivityPeriod(Duration.seconds(1));
        settings.setMaxConnections(CONNECTIONS);
        settings.setMaxConnectionsPerRoute(CONNECTIONS);
        settings.setRetries(1); // StaleConnectionRetry decides; 0 would disable it
        settings.setUserAgent(Optional.of("quilt-mcp-server/" + version));
        return using(settings).using(new StaleConnectionRetry()).build("upstream");
    }

    @Override
    protected org.apache.hc.client5.http.impl.classic.HttpClientBuilder customizeBuilder(
            org.apache.hc.client5.http.impl.classic.HttpClientBuilder builder) {
        return builder.disableRedirectHandling()
                .disableAuthCaching()
                .disableConnectionState()
                .disableCookieManagement()
                .setDefaultRequestConfig(REQUESTS)
                .evictIdleConnections(IDLE);
    }

    @Override
    @SuppressWarnings("deprecation") // Dropwizard's signature
    protected InstrumentedHttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> sockets, String name) {
        return configureConnectionManager(InstrumentedHttpClientConnectionManager.builder(metrics)
                .socketFactoryRegistry(sockets)
                .connFactory(ResponseHeadLimits.connections())
                .dnsResolver(new BoundedDnsResolver(SystemDefaultDnsResolver.INSTANCE))
                .timeToLive(TimeValue.ofMilliseconds(LIFETIME.toMilliseconds()))
                .name(name)
                .build());
    }
}
