package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server whose standard output nobody reads goes on serving, changes nothing that it cannot audit, and says so later. */
class UnreadLogIT {
    private static final int REQUESTS = 16_000;

    @Test
    void servesReadsRefusesChangesAndCountsDroppedLines() throws Exception {
        var sandbox = SandboxProcess.written();
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.put("QUILT_MCP_CALL_TIMEOUT", "8");
        environment.put("QUILT_MCP_AUDIT_READS", "true");
        try (var server = ServerProcess.startUnread(environment)) {
            assertThat(put(server, sandbox, "before")).contains("\"uploaded\":1");
            fill(server);

            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            // The first finds out: it is done, and not told to be, because nobody could read its line.
            assertThat(put(server, sandbox, "first"))
                    .contains("\"isError\":true", "the change may or may not have been made");
            assertThat(server.callTool(sandbox.token("writer"), "bucket_list", "{}")
                            .body())
                    .contains("quilt-example");
            sandbox.clearRequests();
            assertThat(put(server, sandbox, "second")).contains("\"isError\":true", "Nothing was changed");
            assertThat(sandbox.requests().findValuesAsText("path")).noneMatch(path -> path.contains("unread/second"));

            server.child().read();
            assertThat(server.child().await(line -> line.contains(" dropped="))).contains("urgent=0");
            for (var outcome : List.of("first,ok", "second,unavailable")) {
                var parts = outcome.split(",", 2);
                assertThat(server.child().await(line -> line.startsWith("AUDIT [") && line.contains(parts[0])))
                        .contains(" outcome=" + parts[1] + " ");
            }
            assertThat(server.child().await(line -> line.startsWith("AUDIT [") && line.contains("tool=bucket_list")))
                    .contains(" effect=read outcome=ok ");
            assertThat(put(server, sandbox, "third")).contains("\"uploaded\":1");
            server.child().await(line -> line.startsWith("AUDIT [") && line.contains("third"));
            assertThat(server.child().stdout())
                    .filteredOn(line -> line.startsWith("AUDIT ["))
                    .hasSize(5);
        }
    }

    private static String put(ServerProcess server, SandboxProcess sandbox, String key) {
        var item = "{\"key\":\"unread/%s\",\"text\":\"x\"}".formatted(key);
        var arguments = "{\"bucket\":\"quilt-example\",\"items\":[%s],\"overwrite\":true}".formatted(item);
        return server.callTool(sandbox.token("writer"), "bucket_objects_put", arguments)
                .body()
                .replace("\\\"", "\"");
    }

    /** Makes it say more than the pipe and its own queue take. */
    private static void fill(ServerProcess server) throws Exception {
        var request = HttpRequest.newBuilder(server.uri("/" + "x".repeat(200)))
                .header("X-Request-Id", "y".repeat(64))
                .build();
        var asking = Stream.<Callable<Integer>>generate(
                        () -> () -> ServerProcess.send(request).statusCode())
                .limit(REQUESTS)
                .toList();
        try (var clients = Executors.newFixedThreadPool(16)) {
            for (var one : clients.invokeAll(asking)) {
                assertThat(one.get()).isEqualTo(401);
            }
        }
    }
}
