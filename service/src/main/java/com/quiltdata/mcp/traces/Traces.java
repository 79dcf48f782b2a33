package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.context.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
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
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);

    /** Maximum time that shutdown waits for the last spans. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable CountingSpanProcessor processor;
    private final @Nullable Tracer tracer;

    private Traces(@Nullable SdkTracerProvider provider, @Nullable CountingSpanProcessor processor) {
        this.provider = provider;
        this.processor = processor;
        this.tracer = provider == null ? null : provider.get("com.quiltdata.mcp");
    }

    /** Returns disabled tracing, which loads no class of the SDK. */
    public static Traces none() {
        return NONE;
    }

    /** Returns tracing to a collector, for a version of the server. */
    public static Traces to(CollectorSettings collector, String version) {
        var processor = new CountingSpanProcessor(exporter(collector));
        var service = Attributes.builder()
                .put("service.name", collector.service())
                .put("service.version", version)
                .put("service.instance.id", UUID.randomUUID().toString())
                .build();
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(service)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(collector.share())))
                .addSpanProcessor(processor)
                .build();
        return new Traces(provider, processor);
    }

    /** Creates an exporter without proxy, redirects or its own metrics. */
    private static SpanExporter exporter(CollectorSettings collector) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.traces())
                .setHeaders(collector::headers)
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setTimeout(EXPORT_TIMEOUT)
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
        var fromMeta = meta.spanContext();
        var fromHeader = header.spanContext();
        var span = tracer.spanBuilder("other")
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent(fromMeta.isValid() ? fromMeta : fromHeader))
                .setAttribute(SpanAttribute.NETWORK_PROTOCOL_NAME.key(), "http")
                .setAttribute(SpanAttribute.NETWORK_TRANSPORT.key(), "tcp");
        if (fromMeta.isValid() && fromHeader.isValid() && !fromMeta.getSpanId().equals(fromHeader.getSpanId())) {
            span.addLink(fromHeader);
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
                .setParent(parent(TraceContext.CURRENT.get()))
                .setStartTimestamp(began)
                .setAttribute(SpanAttribute.UPSTREAM.key(), upstream)
                .setAttribute(SpanAttribute.OPERATION.key(), operation)
                .startSpan();
    }

    private static Context parent(TraceContext trace) {
        var ids = new RemoteTraceContext(trace.traceparent(), trace.state()).spanContext();
        return parent(SpanContext.create(
                ids.getTraceId(), ids.getSpanId(), ids.getTraceFlags(), ids.getTraceState())); // not remote
    }

    /** Returns the parent context of a span context; no parent if it is invalid. */
    private static Context parent(SpanContext parent) {
        return Context.root().with(Span.wrap(parent));
    }

    /** Sends the queued spans and waits for them at most {@link #SHUTDOWN_TIMEOUT}. */
    @Override
    public void close() {
        if (provider == null || processor == null) {
            return;
        }
        // The exporter waits without limit for exchanges in progress.
        var end = Thread.ofVirtual().name("last-traces").start(() -> {
            provider.shutdown().join(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        });
        try {
            end.join(SHUTDOWN_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        processor.end();
    }
}
