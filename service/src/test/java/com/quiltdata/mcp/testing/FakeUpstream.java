package com.quiltdata.mcp.testing;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.catalog.graphql.GraphQlCatalog;
import com.quiltdata.mcp.catalog.http.BoundedClientBuilder;
import com.quiltdata.mcp.catalog.http.ResponseBounds;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An upstream that answers as a test says, for misbehaviour that no sandbox shows. */
public final class FakeUpstream implements AutoCloseable {
    /** A request as it arrived. */
    public record ReceivedRequest(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String requestId,
            @Nullable String userAgent,
            String body) {}

    /** The header that every answer has, since one that lacks it is not taken for S3's; a handler may remove it. */
    public static final String S3_MARK = "x-amz-request-id";

    private final HttpServer server;
    private final List<ReceivedRequest> seen = new CopyOnWriteArrayList<>();
    private volatile HttpHandler handler = exchange -> answer(exchange, 404, "text/plain", "nothing here");

    public FakeUpstream() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** A client with a deadline and a limit, both small. */
    public static UpstreamHttp client(Duration timeout, long maxBytes) {
        return client(timeout, maxBytes, ExchangeRecorder.untold());
    }

    /** A client whose exchanges are recorded. */
    public static UpstreamHttp client(ExchangeRecorder recorder) {
        return client(Duration.ofSeconds(20), 1 << 20, recorder);
    }

    private static UpstreamHttp client(Duration timeout, long maxBytes, ExchangeRecorder recorder) {
        return new UpstreamHttp(
                new BoundedClientBuilder(new MetricRegistry()),
                "0.0.0",
                timeout,
                new ResponseBounds(maxBytes, S3Adapters.unlimited()),
                recorder);
    }

    public static UpstreamHttp client() {
        return client(Duration.ofSeconds(20), 1 << 20);
    }

    /** Returns the catalog of a registry, which caches within a call and has no other way to judge a token. */
    public static GraphQlCatalog graphQl(UpstreamHttp http, String registry) {
        return GraphQlCatalog.of(
                http,
                registry + "/graphql",
                new PerCallCache(true),
                new RecordedSessions(),
                (_, _) -> new SessionVerifier.Verdict.None());
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<ReceivedRequest> seen() {
        return List.copyOf(seen);
    }

    public FakeUpstream answering(HttpHandler handler) {
        this.handler = handler;
        return this;
    }

    /** Every request gets this JSON document. */
    public FakeUpstream answering(int status, String json) {
        return answering(exchange -> answer(exchange, status, "application/json", json));
    }

    public static void answer(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        seen.add(new ReceivedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers.getFirst("Authorization"),
                headers.getFirst("X-Request-Id"),
                headers.getFirst("User-Agent"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().set(S3_MARK, "fake");
        handler.handle(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
