package soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends MCP requests of both eras to the balancer, on connections that it keeps. */
final class Client implements AutoCloseable {
    private static final String MODERN = "2026-07-28";
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger number = new AtomicInteger();
    private final URI endpoint;

    Client(String server) {
        endpoint = URI.create(server + "/mcp");
    }

    /**
     * One request.
     *
     * @param name what the header Mcp-Name repeats; empty if the method takes none
     * @param modern whether it is of the era without a handshake, whose clients can also ask their user
     * @param streamed whether it asks for progress
     */
    record McpRequest(String method, String name, Map<String, Object> params, boolean modern, boolean streamed) {}

    Reply send(Person person, McpRequest ask) {
        var id = number.incrementAndGet();
        var body = new LinkedHashMap<String, Object>();
        body.put("jsonrpc", "2.0");
        body.put("id", id);
        body.put("method", ask.method());
        body.put("params", params(ask, id));
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + person.token())
                .header("X-Forwarded-For", person.address())
                .header("Content-Type", "application/json")
                .header("Accept", ask.streamed() ? "application/json, text/event-stream" : "application/json")
                .header("MCP-Protocol-Version", ask.modern() ? MODERN : "2025-11-25");
        if (ask.modern()) {
            request.header("Mcp-Method", ask.method());
            if (!ask.name().isEmpty()) {
                request.header("Mcp-Name", ask.name());
            }
        }
        var reply = send(request.POST(HttpRequest.BodyPublishers.ofString(Json.of(body))).build());
        return reply.succeeded() && reply.body().at("id").number() != id ? Reply.lost("foreign id") : reply;
    }

    private static Map<String, Object> params(McpRequest ask, int id) {
        var meta = new LinkedHashMap<String, Object>();
        if (ask.modern()) {
            meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
            meta.put("io.modelcontextprotocol/clientCapabilities", Map.of("elicitation", Map.of()));
        }
        if (ask.streamed()) {
            meta.put("progressToken", "progress-" + id);
        }
        var params = new LinkedHashMap<>(ask.params());
        if (!meta.isEmpty()) {
            params.put("_meta", meta);
        }
        return params;
    }

    private Reply send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Reply.read(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After").isPresent(),
                    response.headers().firstValue("X-Served-By").orElse(""));
        } catch (IOException e) {
            return Reply.lost("no response: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.lost("interrupted");
        }
    }

    /** Downloads what a link opens; the status and a colon if that is not 200. */
    String download(String link) throws InterruptedException {
        return link(HttpRequest.newBuilder(URI.create(link)).GET());
    }

    /** Uploads a text with a link; returns an empty text, or the status and a colon if that is not 200. */
    String upload(String link, Json headers, String text) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(link)).PUT(HttpRequest.BodyPublishers.ofString(text));
        if (headers.value() instanceof Map<?, ?> map) {
            map.forEach((name, value) -> request.header(name.toString(), value.toString()));
        }
        return link(request);
    }

    private String link(HttpRequest.Builder request) throws InterruptedException {
        try {
            var response = http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : response.statusCode() + ":";
        } catch (IOException e) {
            return "0:";
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
