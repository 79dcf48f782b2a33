package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.FilterPattern;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CloudWatch's alarms count is written by the real jar at every log level, in both formats. */
final class CountedLinesIT {
    /** What a few requests cannot provoke: {@link InternalErrorsTest}, {@code AccessLineTest} and others do. */
    private static final Set<String> UNFORESEEN =
            Set.of("InternalErrors", "AnswersFailed", "outcome=error", "BreakersOpened", "DrainsStuck");

    private static final int CALLS_PER_MINUTE = 3;

    private final SandboxProcess sandbox = SandboxProcess.written();

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @ParameterizedTest
    @CsvSource({"WARN,text", "ERROR,json", "OFF,text", "OFF,json"})
    void writesTheLinesThatAlarmsCountAtEveryLogLevel(String level, String format) throws IOException {
        try (var server = ServerProcess.startQuiet(environment(level, format))) {
            provoke(server);
            server.child().await(line -> line.contains("outcome=throttled"));
            var lines = server.child().stdout();
            assertThat(FilterPattern.all())
                    .filteredOn(pattern -> UNFORESEEN.stream().noneMatch(pattern.toString()::contains))
                    .hasSizeGreaterThan(5)
                    .allMatch(pattern -> pattern.matchesAny(lines), "counts one of " + lines);
            assertThat(lines).as("ordinary lines").noneMatch(line -> line.contains("S3 refused"));
        }
    }

    /** Of each kind that is counted at least one, the throttled last. */
    private void provoke(ServerProcess server) {
        server.callTool(sandbox.token("admin"), "bucket_list", "{}");
        server.callTool(sandbox.token("admin"), "bucket_objects_list", "{\"bucket\":\"not-there\"}");
        server.callTool("invented", "bucket_list", "{}");
        during(
                "{\"path\":\"/api/auth/get_credentials\",\"status\":500}",
                () -> server.callTool(
                        sandbox.token("reader"), "bucket_objects_list", "{\"bucket\":\"quilt-example\"}"));
        during(
                "{\"path\":\"/graphql\",\"delayMs\":20000}",
                () -> server.callTool(sandbox.token("writer"), "bucket_list", "{}"));
        for (var call = 0; call <= CALLS_PER_MINUTE; call++) {
            server.callTool(sandbox.token("apikey"), "bucket_list", "{}");
        }
    }

    private void during(String fault, Runnable calls) {
        sandbox.fault(fault);
        calls.run();
        sandbox.clearFaults();
    }

    private Map<String, String> environment(String level, String format) {
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.putAll(Map.of(
                "QUILT_MCP_LOG_LEVEL",
                level,
                "QUILT_MCP_LOG_FORMAT",
                format,
                "QUILT_SERVICE_TIMEOUT",
                "2",
                "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER",
                Integer.toString(CALLS_PER_MINUTE)));
        return environment;
    }
}
