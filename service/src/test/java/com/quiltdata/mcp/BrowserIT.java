package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.Browser;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real browser decides what a page gets. Needs Chromium; without it this is skipped, unless the environment says
 * FOREIGN_CLIENTS=required.
 */
class BrowserIT {
    private final SandboxProcess sandbox = SandboxProcess.shared();
    private Browser browser;
    private ServerProcess server;

    @BeforeEach
    void start() {
        if (!Browser.available()) {
            ForeignPrograms.skip("The page in a browser is SKIPPED: chromium is not on PATH.");
        }
        browser = new Browser();
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.put("QUILT_MCP_ALLOWED_ORIGINS", browser.origin("friend"));
        server = ServerProcess.start(environment);
        sandbox.clearRequests();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void pagesOfAllowedOriginsCallTools() {
        var saw = visit("friend");
        for (var era : List.of("legacy", "modern")) {
            var answer = saw.path(era);
            assertThat(answer.path("status").asInt()).as("%s", saw).isEqualTo(200);
            assertThat(answer.path("requestId").asText()).isNotBlank();
            assertThat(answer.at("/body/result/structuredContent/buckets"))
                    .map(bucket -> bucket.path("name").asText())
                    .containsExactlyInAnyOrder("quilt-example", "quilt-lab");
        }
        assertThat(server.child().await(line -> line.contains("method=OPTIONS path=/mcp ")))
                .contains(" status=204 ");
    }

    @Test
    void pagesOfAllowedOriginsCanReadA401() {
        var refused = visit("friend").path("anonymous");
        assertThat(refused.path("status").asInt()).isEqualTo(401);
        assertThat(refused.path("challenge").asText()).startsWith("Bearer");
    }

    @Test
    void pagesOfForeignOriginsCallNothing() {
        var saw = visit("foe");
        for (var way : List.of("legacy", "modern", "anonymous")) {
            assertThat(saw.path(way).path("failed").asText()).as("%s", saw).isEqualTo("TypeError");
        }
        assertThat(saw.path("simple").path("opaque").asBoolean()).isTrue();
        assertThat(server.child().await(line -> line.contains("method=OPTIONS path=/mcp ")))
                .contains(" status=403 ");
        assertThat(server.child().await(line -> line.contains("method=POST path=/mcp ")))
                .contains(" status=403 ");
        assertThat(server.child().stdout()).noneMatch(line -> line.contains("tool="));
        assertThat(sandbox.requests().findValues("authorization")).noneMatch(JsonNode::asBoolean);
    }

    private JsonNode visit(String name) {
        return browser.visit(browser.origin(name), server.uri("/mcp"), sandbox.token("writer"));
    }
}
