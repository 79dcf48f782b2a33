package com.quiltdata.mcp.catalog.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Athena and Glue as a test says, over AWS's JSON protocol; a caller's access key begins with the caller's token. */
final class FakeAws implements AutoCloseable {
    static final Caller ALICE = Caller.of("alice");
    static final Caller BOB = Caller.of("bob");

    /** A caller whose token the catalog refuses. */
    static final Caller REFUSED = Caller.of("refused");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request: who signed it, the operation and its arguments. */
    record Request(String user, String operation, JsonNode body) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    /** An error as AWS sends it. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refusal(String code, String message) {
            this(400, code, message);
        }

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private final HttpServer server;
    private final Map<String, Function<Request, Object>> operations = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final List<AthenaCatalog> catalogs = new CopyOnWriteArrayList<>();

    FakeAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers an operation with what becomes a JSON document. */
    FakeAws on(String operation, Function<Request, Object> answer) {
        operations.put(operation, answer);
        return this;
    }

    FakeAws refuse(String operation, String code, String message) {
        return on(operation, _ -> {
            throw new Refusal(code, message);
        });
    }

    /** Returns the requests of an operation, in the order in which they arrived. */
    List<Request> requests(String operation) {
        return requests.stream().filter(it -> it.operation().equals(operation)).toList();
    }

    /** Returns how often credentials were exchanged. */
    int exchanges() {
        return exchanges.get();
    }

    AthenaCatalog catalog() {
        return catalog(null, S3Adapters.unlimited());
    }

    AthenaCatalog catalog(@Nullable String workgroup, MemoryBudget memory) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var info = new CatalogInfo(
                "https://c", "https://r", "eu-west-1", null, "tf-dev-analyticsbucket-1", null, null, null, null);
        var catalog = AthenaCatalog.of(
                new AthenaSettings(url, url, "us-east-1", workgroup, Duration.ofSeconds(20)),
                new AthenaCatalog.Parts(
                        credentials(), () -> info, memory, ExchangeRecorder.untold(), BreakerRegistry.none()));
        catalogs.add(catalog);
        return catalog;
    }

    private CredentialsSource credentials() {
        return new CredentialsSource() {
            @Override
            public Credentials get(Caller caller) {
                if (caller.equals(REFUSED)) {
                    throw new UnauthenticatedException();
                }
                var id = caller.bearer() + "." + exchanges.get();
                return new Credentials(id, "secret", "token", Instant.MAX);
            }

            @Override
            public void forget(Caller caller) {
                exchanges.incrementAndGet();
            }

            @Override
            public void forget(Caller caller, Credentials refused) {
                exchanges.incrementAndGet();
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        var target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        var signature = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var request = new Request(
                signature.replaceAll("(?s).*Credential=([^.]*)\\..*", "$1"),
                target.substring(target.indexOf('.') + 1),
                JSON.readTree(exchange.getRequestBody()));
        requests.add(request);
        try {
            var answer = operations
                    .getOrDefault(request.operation(), _ -> {
                        throw new Refusal("InvalidAction", request.operation());
                    })
                    .apply(request);
            FakeUpstream.answer(
                    exchange,
                    200,
                    "application/x-amz-json-1.1",
                    answer instanceof String text ? text : JSON.writeValueAsString(answer));
        } catch (Refusal e) {
            var error = Map.of("__type", e.code, "Message", String.valueOf(e.getMessage()));
            FakeUpstream.answer(exchange, e.status, "application/x-amz-json-1.1", JSON.writeValueAsString(error));
        }
    }

    @Override
    public void close() {
        catalogs.forEach(FakeAws::stop);
        server.stop(0);
    }

    private static void stop(AthenaCatalog catalog) {
        try {
            catalog.resources().stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
