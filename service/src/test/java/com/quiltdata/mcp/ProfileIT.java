package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.Page;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording made as {@code runbook/procedures/profile.md} says holds, and what it does not. */
class ProfileIT {
    private static final Path FILTER = Path.of("../ops/procedures/heap-dump.jq");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final String KEY = "canary-key-0123456789abcdef0123456789abcdef";

    /** What any caller of the sandbox reads in this object. */
    private static final String CONTENT = "Camille";

    @TempDir
    Path directory;

    /** The arguments of jcmd that start the recording, as the filter writes them. */
    private static List<String> recording() throws IOException {
        var filter = Files.readString(FILTER);
        var definition = filter.substring(filter.indexOf("def recording:"));
        var text = TEXT.matcher(definition.substring(0, definition.indexOf(';')))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.joining());
        return Arrays.asList(text.split(" "));
    }

    private static void jcmd(ServerProcess server, List<String> arguments) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var command = Stream.concat(Stream.of(jcmd, Long.toString(server.child().pid())), arguments.stream());
        try (var child = ChildProcess.start(Path.of("."), Map.of(), command.toList())) {
            assertThat(child.exit()).as("%s", child.lines()).isZero();
        }
    }

    private static List<RecordedEvent> record(SandboxProcess sandbox, Path file) throws IOException {
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.put("QUILT_MCP_STATE_KEY", KEY);
        try (var server = ServerProcess.start(environment)) {
            jcmd(server, recording());
            for (var i = 0; i < 200; i++) {
                var read = server.callTool(
                        sandbox.token("writer"),
                        "object_read",
                        "{\"uri\":\"s3://quilt-example/examples/hurdat/data/storms.json\"}");
                assertThat(read.body()).contains(CONTENT);
            }
            jcmd(server, List.of("JFR.stop", "name=profile", "filename=" + file));
        }
        return RecordingFile.readAllEvents(file);
    }

    @Test
    void samplesTimeAndAllocationsAndHoldsNoSecretAndNoContent() throws IOException {
        var sandbox = SandboxProcess.shared();
        var file = directory.resolve("profile.jfr");
        var events = record(sandbox, file);
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.ExecutionSample", "jdk.ObjectAllocationSample", "jdk.CPULoad");
        assertThat(events).anySatisfy(event -> assertThat(event.toString()).contains("com.quiltdata.mcp"));
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        var readable = events.stream().map(RecordedEvent::toString).collect(Collectors.joining());
        for (var secret : List.of(KEY, sandbox.token("writer"), CONTENT, "QUILT_MCP_STATE_KEY", "storms.json")) {
            assertThat(bytes).doesNotContain(secret);
            assertThat(readable).doesNotContain(secret);
        }
    }

    @Test
    void pageStartsTheRecordingThatIsTested() throws IOException {
        assertThat(Page.of("procedures/profile.md").text().replaceAll("\\s*\\\\\n\\s*", " "))
                .contains(String.join(" ", recording()));
    }
}
