package com.quiltdata.mcp.catalog.http;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import io.dropwizard.client.HttpClientBuilder;
import java.time.Duration;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.util.TimeValue;

/** Dropwizard's builder of HTTP clients, with {@linkplain BoundedHeads bounded heads}. */
public final class BoundedClientBuilder extends HttpClientBuilder {
    /** How long a connection is used: bounded, so that a change of the load balancer's addresses is noticed. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final MetricRegistry metrics;

    /** A builder of clients that are measured in this registry. */
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
                .connFactory(BoundedHeads.connections())
                .timeToLive(TimeValue.of(LIFETIME))
                .name(name)
                .build());
    }
}
