package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.KeptConnections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that the upstream closed while it was kept costs no read its answer, and no change a second sending. */
class UpstreamRetryTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");
    private static final byte[] QUERY = "{\"query\":\"{ me }\"}".getBytes(StandardCharsets.UTF_8);

    private static final String BEGUN =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    private final UpstreamHttp http = FakeUpstream.client();

    @AfterEach
    void close() throws IOException {
        http.stop();
    }

    @Test
    void retriesGetOnceOnClosedReusedConnection() {
        try (var server = new KeptConnections("{}", "")) {
            http.get(at(server), CALLER);

            assertThat(http.get(at(server), CALLER).ok()).isTrue();
            assertThat(server.requests()).hasSize(3).allMatch(line -> line.startsWith("GET "));
        }
    }

    @Test
    void retriesQueryOnceOnClosedReusedConnection() {
        try (var server = new KeptConnections("{}", "")) {
            http.post(at(server), CALLER, QUERY, http.timeout());

            assertThat(http.post(at(server), CALLER, QUERY, http.timeout()).ok())
                    .isTrue();
            assertThat(server.requests()).hasSize(3).allMatch(line -> line.startsWith("POST "));
        }
    }

    @Test
    void doesNotRetryOnceResponseHasBegun() {
        try (var server = new KeptConnections("{}", BEGUN)) {
            http.get(at(server), CALLER);

            assertThatThrownBy(() -> http.get(at(server), CALLER)).isInstanceOf(Failure.Unavailable.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void neverSendsAChangeTwice() {
        try (var server = new KeptConnections("{}", "")) {
            http.get(at(server), CALLER);

            assertThatThrownBy(() -> http.change(at(server), CALLER, Map.of(), Duration.ofSeconds(20)))
                    .isInstanceOf(Failure.TooLate.class)
                    .hasMessageContaining("unknown whether");
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static Upstream at(KeptConnections server) {
        return Upstream.graphql(server.url() + "/graphql");
    }
}
