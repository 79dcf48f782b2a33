package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port changes nothing in the process unless an operator has switched that on. */
@Tag("process")
final class AdminInstallerTest {
    private static final HttpRequest.BodyPublisher NOTHING = HttpRequest.BodyPublishers.noBody();

    private static TestServer server;
    private static TestServer open;

    @BeforeAll
    static void start() {
        server = TestServer.onSandbox(Map.of());
        open = TestServer.onSandbox(Map.of("QUILT_MCP_ADMIN_TASKS", "true"));
    }

    @AfterAll
    static void stop() {
        server.close();
        open.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tasks/gc",
                "/tasks/log-level?logger=x&level=DEBUG",
                "/tasks/",
                "/tasks//gc",
                "/tasks;x=y/gc",
                "/./tasks/gc",
                "/%74asks/gc",
                "/pprof",
                "/pprof?duration=1"
            })
    void disablesTasksByDefault(String path) {
        for (var request : new HttpRequest.Builder[] {server.admin(path).POST(NOTHING), server.admin(path)}) {
            assertThat(server.send(request).statusCode()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void saysHowToEnableDisabledFeature() {
        assertThat(server.send(server.admin("/tasks/gc").POST(NOTHING)).body())
                .isEqualTo("Disabled. Set QUILT_MCP_ADMIN_TASKS=true to enable it.\n");
    }

    @Test
    void runsEnabledTasks() {
        assertThat(open.send(open.admin("/tasks/gc").POST(NOTHING)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tasks/gc", "/metrics", "/threads", "/healthcheck", "/ping"})
    void servesNoAdminPathOnApplicationPort(String path) {
        assertThat(open.get(path).statusCode()).isEqualTo(401);
    }
}
