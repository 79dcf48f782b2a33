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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Headless Chromium, and a site of one page that calls an MCP endpoint and reports what the browser let it see. Every
 * name under .example leads to the site, so that one page has as many origins as a test wants.
 */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer site;
    private final Path profiles;
    private volatile JsonNode settings = JSON.nullNode();
    private volatile CompletableFuture<JsonNode> seen = new CompletableFuture<>();

    public Browser() {
        try {
            profiles = Files.createTempDirectory(Files.createDirectories(Path.of("target", "chromium")), "profile");
            site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        site.createContext("/", this::handle);
        site.start();
    }

    /** Whether there is a Chromium on PATH. */
    public static boolean available() {
        return ForeignPrograms.runs("chromium");
    }

    /** The origin of the page under this name. */
    public String origin(String name) {
        return "http://" + name + ".example:" + site.getAddress().getPort();
    }

    /** What the page at this origin saw when it called the endpoint with the token. */
    public JsonNode visit(String origin, URI endpoint, String token) {
        settings = JSON.createObjectNode().put("endpoint", endpoint.toString()).put("token", token);
        seen = new CompletableFuture<>();
        var environment = Map.of("PATH", System.getenv("PATH"), "HOME", profiles.toString());
        try (var chromium = ChildProcess.start(Path.of("."), environment, command(origin))) {
            return report(chromium);
        }
    }

    private JsonNode report(ChildProcess chromium) {
        try {
            return seen.get(ChildProcess.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("The page did not report: " + chromium.lines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The debugging port keeps it open once the page is loaded. */
    private List<String> command(String origin) {
        return List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--disable-sync",
                "--disable-component-update",
                "--disable-background-networking",
                "--no-first-run",
                "--no-proxy-server",
                "--remote-debugging-port=0",
                "--host-resolver-rules=MAP *.example 127.0.0.1",
                "--user-data-dir="
                        + profiles.resolve(URI.create(origin).getHost()).toAbsolutePath(),
                origin + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> answer(exchange, "text/html", page());
                case "/settings" -> answer(exchange, "application/json", JSON.writeValueAsBytes(settings));
                case "/seen" -> {
                    seen.complete(JSON.readTree(exchange.getRequestBody()));
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static byte[] page() throws IOException {
        try (var in = Browser.class.getResourceAsStream("/browser/page.html")) {
            if (in == null) {
                throw new IllegalStateException("browser/page.html is missing");
            }
            return in.readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        site.stop(0);
    }
}
