package com.quiltdata.mcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose clock differs from those of the registry and of AWS. */
class ClockIT {
    private static SandboxProcess sandbox;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        server = ServerProcess.start(ServerProcess.environment(sandbox));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void setRight() {
        sandbox.settings("{\"clockSkewSeconds\":0,\"credentialsSeconds\":3600}");
    }

    private static void skew(int hours) {
        sandbox.settings("{\"clockSkewSeconds\":" + hours * 3600 + "}");
    }

    private static ToolCalls newCaller() {
        return new ToolCalls(server, sandbox.people(1).getFirst().token());
    }

    private static long exchanges() {
        return sandbox.requests().findValuesAsText("path").stream()
                .filter("/api/auth/get_credentials"::equals)
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void servesFromAllServicesWithOneExchange(int hours) {
        skew(hours);
        sandbox.clearRequests();
        var caller = newCaller();
        for (var i = 0; i < 5; i++) {
            assertThat(caller.call("bucket_objects_list", Map.of("bucket", "quilt-example")))
                    .matches(ToolCalls.Outcome::good);
        }
        assertThat(caller.call("athena_query", Map.of("sql", "SELECT 1"))).matches(ToolCalls.Outcome::good);
        assertThat(caller.call("discover_permissions", Map.of())).matches(ToolCalls.Outcome::good);
        assertThat(exchanges()).isEqualTo(1);
        assertThat(server.child().stdout())
                .filteredOn(line -> line.contains("clock differs from the registry's"))
                .isNotEmpty();
    }

    @Test
    void signsNoLinkThatS3WouldRefuse() {
        var arguments = Map.of("s3_uri", "s3://quilt-example/README.md");
        skew(2);
        var link = newCaller().call("bucket_object_link", arguments);
        assertThat(link.content().path("signed_url").asText()).containsPattern("X-Amz-Expires=10[78]\\d\\d&");
        skew(-2);
        var refused = newCaller().call("bucket_object_link", arguments);
        assertThat(refused.text()).contains("so S3 would not accept the link");
        assertThat(refused.good()).isFalse();
    }

    @Test
    void replacesKeysThatHaveExpiredByAClockAhead() {
        sandbox.settings("{\"credentialsSeconds\":1}");
        skew(2);
        var caller = newCaller();
        var arguments = Map.of("bucket", "quilt-example");
        assertThat(caller.call("bucket_objects_list", arguments)).matches(ToolCalls.Outcome::good);
        sandbox.settings("{\"credentialsSeconds\":3600}");
        sandbox.clearRequests();
        for (var outcome : List.of(1, 2, 3)) {
            assertThat(caller.call("bucket_objects_list", arguments))
                    .as("call %d", outcome)
                    .matches(ToolCalls.Outcome::good);
        }
        assertThat(exchanges()).isLessThanOrEqualTo(1);
    }
}
