package com.quiltdata.mcp.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes traces by OTLP over HTTP as a collector does, and keeps what came; or does what a test says instead. */
public final class TraceCollector implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(60);

    /** A span as it arrived; {@code links} are the ids of spans, {@code failed} is its status. */
    public record ReceivedSpan(
            String traceId,
            String spanId,
            String parentId,
            String name,
            Span.SpanKind kind,
            Map<String, String> attributes,
            List<String> links,
            boolean failed) {
        private static ReceivedSpan of(Span span) {
            return new ReceivedSpan(
                    hex(span.getTraceId()),
                    hex(span.getSpanId()),
                    hex(span.getParentSpanId()),
                    span.getName(),
                    span.getKind(),
                    map(span.getAttributesList()),
                    span.getLinksList().stream()
                            .map(link -> hex(link.getSpanId()))
                            .toList(),
                    span.getStatus().getCodeValue() == 2);
        }
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile HttpHandler handler = exchange -> exchange.sendResponseHeaders(200, -1);

    @GuardedBy("this")
    private final List<ExportTraceServiceRequest> requests = new ArrayList<>();

    @GuardedBy("this")
    private final List<Headers> headers = new ArrayList<>();

    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} is to be. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What is answered to each request, once it is kept; the exchange is closed afterwards. */
    public TraceCollector answering(HttpHandler answer) {
        handler = answer;
        return this;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().equals("/v1/traces")) {
                var answer = handler; // before a test hears of the request and says otherwise
                keep(
                        ExportTraceServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody())),
                        exchange.getRequestHeaders());
                answer.handle(exchange);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private synchronized void keep(ExportTraceServiceRequest request, Headers sent) {
        requests.add(request);
        headers.add(sent);
        notifyAll();
    }

    /** Everything that came, as text. */
    public synchronized String text() {
        return requests.stream().map(Object::toString).collect(Collectors.joining());
    }

    public synchronized int requests() {
        return requests.size();
    }

    /** The headers of each request. */
    public synchronized List<Headers> headers() {
        return List.copyOf(headers);
    }

    /** What is said of the service, of each request. */
    public synchronized List<Map<String, String>> services() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .map(spans -> map(spans.getResource().getAttributesList()))
                .toList();
    }

    public synchronized List<ReceivedSpan> spans() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(ReceivedSpan::of)
                .toList();
    }

    /** The spans of a trace, as soon as that of its MCP request is there, which ends last. */
    public List<ReceivedSpan> trace(String traceId) {
        return await(spans -> spans.stream().anyMatch(span -> ofTrace(span, traceId) && isRequest(span))).stream()
                .filter(span -> ofTrace(span, traceId))
                .toList();
    }

    private static boolean ofTrace(ReceivedSpan span, String traceId) {
        return span.traceId().equals(traceId);
    }

    /** Whether it is the span of an MCP request. */
    public static boolean isRequest(ReceivedSpan span) {
        return span.kind() == Span.SpanKind.SPAN_KIND_SERVER;
    }

    /** All spans, as soon as they fit. */
    public synchronized List<ReceivedSpan> await(Predicate<List<ReceivedSpan>> fits) {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        try {
            for (var spans = spans(); ; spans = spans()) {
                if (fits.test(spans)) {
                    return spans;
                }
                var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("not told in time, but these: " + spans);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> map(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
