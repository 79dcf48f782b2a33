package com.quiltdata.mcp.catalog.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import io.dropwizard.client.HttpClientBuilder;
import java.time.Duration;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.util.TimeValue;

/** Dropwizard's HTTP client builder with {@linkplain ResponseHeadLimits bounded response heads}. */
public final class BoundedClientBuilder extends HttpClientBuilder {
    /** Maximum age of a connection, so that a change of the load balancer's addresses takes effect. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final MetricRegistry metrics;

    /** Creates a builder whose clients report to {@code metrics}. */
    public BoundedClientBuilder(MetricRegistry metrics) {
        super(metrics);
        this.metrics = metrics;
    }

    @Override
    @SuppressWarnings("deprecation") // Dropwizard's signature
    protected InstrumentedHttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> sockets, String name) {
        return configureConnectionManager(InstrumentedHttpClientConnectionManager.builder(metrics)
                .socketFactoryRegistry(sockets)
                .connFactory(ResponseHeadLimits.connections())
                .timeToLive(TimeValue.of(LIFETIME))
                .name(name)
                .build());
    }
}
