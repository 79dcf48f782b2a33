package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.catalog.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces of what requests do, sent to a collector: this package alone knows OpenTelemetry. The SDK is begun only where a
 * collector is configured; it reads no environment, has no part in AWS's credentials, and slows no call: what the
 * collector does not take in time is lost.
 */
public final class Traces implements AutoCloseable {
    private static final Traces NONE = new Traces(null, null);
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration SENDING = Duration.ofSeconds(5);

    /** How long the end of the process waits for the last spans. */
    private static final Duration LAST = Duration.ofSeconds(2);

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Outlet outlet;
    private final @Nullable Tracer tracer;

    private Traces(@Nullable SdkTracerProvider provider, @Nullable Outlet outlet) {
        this.provider = provider;
        this.outlet = outlet;
        this.tracer = provider == null ? null : provider.get("com.quiltdata.mcp");
    }

    /** No traces, and no class of the SDK. */
    public static Traces none() {
        return NONE;
    }

    /** Traces to this collector, of this version of the server. */
    public static Traces to(Collector collector, String version) {
        var outlet = new Outlet(exporter(collector));
        var service = Attributes.builder()
                .put("service.name", collector.service())
                .put("service.version", version)
                .put("service.instance.id", UUID.randomUUID().toString())
                .build();
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(service)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(collector.share())))
                .addSpanProcessor(outlet)
                .build();
        return new Traces(provider, outlet);
    }

    /** No proxy, no redirect, and no metrics of the exporter's own. */
    private static SpanExporter exporter(Collector collector) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.traces())
                .setHeaders(collector::headers)
                .setConnectTimeout(CONNECTING)
                .setTimeout(SENDING)
                .setCompression("gzip")
                .setProxy(ProxyOptions.create(HttpClient.Builder.NO_PROXY))
                .setMeterProvider(MeterProvider.noop())
                .build();
    }

    public boolean on() {
        return tracer != null;
    }

    /**
     * Begins the span of an MCP request; {@link Served#end} is due.
     *
     * @param meta where the request itself says it belongs, which counts (SEP-414)
     * @param header where its transport says so: the parent when the request says nothing, else linked
     */
    public Served serving(Handed meta, Handed header) {
        if (tracer == null) {
            return Served.NOTHING;
        }
        var told = meta.place();
        var carried = header.place();
        var span = tracer.spanBuilder("other")
                .setSpanKind(SpanKind.SERVER)
                .setParent(Places.parent(told.isValid() ? told : carried))
                .setAttribute(Attribute.NETWORK_PROTOCOL_NAME.key(), "http")
                .setAttribute(Attribute.NETWORK_TRANSPORT.key(), "tcp");
        if (told.isValid() && carried.isValid() && !told.getSpanId().equals(carried.getSpanId())) {
            span.addLink(carried);
        }
        return new Served(span.startSpan());
    }

    /** The span of an exchange that began then; one that tells nothing when no traced request is being served. */
    Span exchange(String upstream, String operation, Instant began) {
        if (tracer == null || !TraceContext.CURRENT.isBound()) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder(upstream + " " + operation)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Places.parent(TraceContext.CURRENT.get()))
                .setStartTimestamp(began)
                .setAttribute(Attribute.UPSTREAM.key(), upstream)
                .setAttribute(Attribute.OPERATION.key(), operation)
                .startSpan();
    }

    /** Sends what is there, and waits for it no longer than a little, whatever the collector does. */
    @Override
    public void close() {
        if (provider == null || outlet == null) {
            return;
        }
        // The exporter waits for exchanges under way, however long they take.
        var end = Thread.ofVirtual().name("last-traces").start(() -> {
            provider.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
        });
        try {
            end.join(LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outlet.end();
    }
}
