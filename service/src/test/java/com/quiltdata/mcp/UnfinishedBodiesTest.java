package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.RawClient;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.Invocable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that begin requests and do not end them. */
@Timeout(120)
@Tag("process")
final class UnfinishedBodiesTest {
    private static final String HEAD = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    private static final String UNFINISHED = HEAD + "Authorization: Bearer x\r\nContent-Length: 100\r\n\r\n{";
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final int CLIENTS = 600;
    private static final int POOL = 2048;
    private static final long SECOND = 1_000_000_000L;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.onSandbox(
                Map.of("QUILT_MCP_UNACCEPTED_ARRIVALS", "64", "QUILT_MCP_SHARED_ADDRESSES", "203.0.113.0/24"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<RawClient> clients(int count, String request) throws IOException {
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < count; i++) {
            clients.add(new RawClient(server.port()).send(request));
        }
        return clients;
    }

    private static int health() throws IOException {
        try (var client = new RawClient(server.port())) {
            return client.send(HEALTH).response().status();
        }
    }

    private static double arrivals() {
        return Scrape.of(server.send(server.admin("/metrics")).body()).sum(Metric.ARRIVALS.scraped());
    }

    @Test
    void useOnlyTheirShareAndTimeOut() throws IOException, InterruptedException {
        var clients = clients(CLIENTS, UNFINISHED);
        var begun = System.nanoTime();
        assertThat(health()).isEqualTo(200);
        assertThat(System.nanoTime() - begun).isLessThan(2 * SECOND);
        var statuses = new ArrayList<Integer>();
        for (var client : clients) {
            var response = client.response();
            statuses.add(response.status());
            if (response.status() == 429) {
                assertThat(response.headers()).containsKey("retry-after");
            }
            assertThat(client.ended()).isTrue();
        }
        assertThat(statuses).containsOnly(408, 429);
        assertThat(statuses.stream().filter(status -> status == 408)).hasSizeBetween(32, 200);
        while (arrivals() > 0) {
            Thread.sleep(1);
        }
    }

    @Test
    void doNotDelayAcceptedCallers() throws IOException {
        var token = SandboxProcess.shared().token("writer");
        server.ok(token, "bucket_list", Map.of());
        var clients = clients(100, UNFINISHED);
        assertThat(server.post(token, PING).statusCode()).isEqualTo(200);
        try (var slow = new RawClient(server.port())) {
            slow.send(HEAD + "Authorization: Bearer " + token + "\r\nContent-Length: " + PING.length() + "\r\n\r\n{");
            slow.send(PING.substring(1));
            assertThat(slow.response().status()).isEqualTo(200);
        }
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void areCountedByTheForwardedAddress() throws IOException {
        var here = clients(40, UNFINISHED.replace("\r\nHost", "\r\nX-Forwarded-For: 198.51.100.1\r\nHost"));
        var there = clients(1, UNFINISHED.replace("\r\nHost", "\r\nX-Forwarded-For: 198.51.100.2\r\nHost"));
        there.getFirst().send(" ".repeat(98) + "}");
        assertThat(there.getFirst().response().status()).isEqualTo(401);
        var statuses = new ArrayList<Integer>();
        for (var client : here) {
            statuses.add(client.response().status());
        }
        assertThat(statuses)
                .containsOnly(408, 429)
                .filteredOn(status -> status == 429)
                .hasSize(8);
    }

    @Test
    void doNotBlockHealthWhenTheThreadPoolIsFull() throws IOException {
        var jetty = server.environment().getApplicationContext().getServer();
        assertThat(jetty.getInvocationType()).isEqualTo(Invocable.InvocationType.NON_BLOCKING);
        var end = new CountDownLatch(1);
        try {
            for (int i = 0; i < POOL; i++) {
                VirtualThreads.execute(jetty.getThreadPool(), () -> Latches.await(end));
            }
            for (var path : List.of("/", "/health", "/healthz")) {
                try (var client = new RawClient(server.port())) {
                    assertThat(client.send(HEALTH.replace("/health", path))
                                    .response()
                                    .status())
                            .isEqualTo(200);
                }
            }
            try (var client = new RawClient(server.port())) {
                client.send("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
                assertThat(client.response().status()).isEqualTo(405);
            }
        } finally {
            end.countDown();
        }
    }
}
