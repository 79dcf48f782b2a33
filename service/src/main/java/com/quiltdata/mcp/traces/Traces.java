package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.context.TraceContext;
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
 * Records traces of requests and sends them to a collector; only this package uses OpenTelemetry. The SDK starts only
 * if a collector is configured. It reads no environment variables, has no access to AWS credentials and does not slow
 * down calls: spans that the collector does not accept in time are dropped.
 */
public final class Traces implements AutoCloseable {
    private static final Traces NONE = new Traces(null, null);
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration SENDING = Duration.ofSeconds(5);

    /** Maximum time that shutdown waits for the last spans. */
    private static final Duration LAST = Duration.ofSeconds(2);

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable CountingSpanProcessor outlet;
    private final @Nullable Tracer tracer;

    private Traces(@Nullable SdkTracerProvider provider, @Nullable CountingSpanProcessor outlet) {
        this.provider = provider;
        this.outlet = outlet;
        this.tracer = provider == null ? null : provider.get("com.quiltdata.mcp");
    }

    /** Returns disabled tracing, which loads no class of the SDK. */
    public static Traces none() {
        return NONE;
    }

    /** Returns tracing to a collector, for a version of the server. */
    public static Traces to(CollectorSettings collector, String version) {
        var outlet = new CountingSpanProcessor(exporter(collector));
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

    /** Creates an exporter without proxy, redirects or its own metrics. */
    private static SpanExporter exporter(CollectorSettings collector) {
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
     * Starts the span of an MCP request; call {@link RequestSpan#end} afterwards.
     *
     * @param meta the trace context in the request's {@code _meta}, which takes precedence (SEP-414)
     * @param header the trace context in the HTTP headers: the parent if {@code meta} has none, else a link
     */
    public RequestSpan serving(RemoteTraceContext meta, RemoteTraceContext header) {
        if (tracer == null) {
            return RequestSpan.NOTHING;
        }
        var told = meta.place();
        var carried = header.place();
        var span = tracer.spanBuilder("other")
                .setSpanKind(SpanKind.SERVER)
                .setParent(TraceContexts.parent(told.isValid() ? told : carried))
                .setAttribute(SpanAttribute.NETWORK_PROTOCOL_NAME.key(), "http")
                .setAttribute(SpanAttribute.NETWORK_TRANSPORT.key(), "tcp");
        if (told.isValid() && carried.isValid() && !told.getSpanId().equals(carried.getSpanId())) {
            span.addLink(carried);
        }
        return new RequestSpan(span.startSpan());
    }

    /** Starts the span of an exchange at a given time; a no-op span outside a traced request. */
    Span exchange(String upstream, String operation, Instant began) {
        if (tracer == null || !TraceContext.CURRENT.isBound()) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder(upstream + " " + operation)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(TraceContexts.parent(TraceContext.CURRENT.get()))
                .setStartTimestamp(began)
                .setAttribute(SpanAttribute.UPSTREAM.key(), upstream)
                .setAttribute(SpanAttribute.OPERATION.key(), operation)
                .startSpan();
    }

    /** Sends the queued spans and waits for them at most {@link #LAST}. */
    @Override
    public void close() {
        if (provider == null || outlet == null) {
            return;
        }
        // The exporter waits without limit for exchanges in progress.
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
