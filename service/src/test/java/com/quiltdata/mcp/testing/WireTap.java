package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands between a client and the server, and notes what each request says of itself. */
public final class WireTap implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What belongs to a connection, or is set by whoever sends. */
    private static final Set<String> OWN =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    /**
     * A JSON-RPC request as it passed.
     *
     * @param method the JSON-RPC method
     * @param version the protocol revision that its header names
     * @param authorization the whole header
     */
    public record TappedRequest(
            String method,
            @Nullable String version,
            @Nullable String authorization) {}

    /** A bearer that replaces that of all requests, beginning with the first whose body contains a word. */
    private record Substitute(String word, String bearer) {}

    private final URI target;
    private final HttpServer tap;
    private final BoundedHttp http = new BoundedHttp();
    private final List<TappedRequest> passed = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Substitute substitute;
    private volatile boolean substituting;

    /** A tap before the server at this address. */
    public WireTap(URI target) {
        this.target = target;
        try {
            tap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tap.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        tap.createContext("/", this::pass);
        tap.start();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + tap.getAddress().getPort() + path);
    }

    public List<TappedRequest> passed() {
        return List.copyOf(passed);
    }

    /** Returns each request since the last {@link #clear} as text: its address and its body. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** Returns the body of each answer since the last {@link #clear}. */
    public List<String> answers() {
        return List.copyOf(answers);
    }

    public void clear() {
        passed.clear();
        texts.clear();
        answers.clear();
    }

    /**
     * Sends another bearer instead of the client's, beginning with the first request whose body contains this word. With
     * a revoked one, the client's token ends in the middle of its connection.
     */
    public void substituteBearer(String word, String bearer) {
        substitute = new Substitute(word, bearer);
    }

    /** The revision that requests of this method were sent in. */
    public Optional<String> version(String method) {
        return passed.stream()
                .filter(one -> one.method().equals(method))
                .flatMap(one -> Optional.ofNullable(one.version()).stream())
                .findFirst();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            texts.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
            note(exchange, body);
            var answer = http.send(copy(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            answers.add(new String(answer.body(), StandardCharsets.UTF_8));
            answer.headers().map().forEach((name, values) -> {
                if (!OWN.contains(name) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(HttpExchange exchange, byte[] body) throws IOException {
        JsonNode message = body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
        if (message.path("method").isTextual()) {
            var headers = exchange.getRequestHeaders();
            passed.add(new TappedRequest(
                    message.path("method").textValue(),
                    headers.getFirst("MCP-Protocol-Version"),
                    headers.getFirst("Authorization")));
            var other = substitute;
            substituting |= other != null && message.toString().contains(other.word());
        }
    }

    private HttpRequest copy(HttpExchange exchange, byte[] body) {
        var copy = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> copy.header(name, value));
            }
        });
        var other = substitute;
        if (substituting && other != null) {
            copy.setHeader("Authorization", "Bearer " + other.bearer());
        }
        return copy.build();
    }

    @Override
    public void close() {
        tap.stop(0);
        http.close();
    }
}
