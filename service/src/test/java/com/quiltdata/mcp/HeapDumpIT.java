package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.Page;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds callers' tokens is written to a disk when that was asked for, where it was asked for, and never else. */
class HeapDumpIT {
    private static final Pattern ASKED =
            Pattern.compile("-XX:\\+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=([^\\s`]+)");
    private static final int FULL = 3;

    @TempDir
    Path directory;

    /** The jar as the image starts it, with a heap that is full before it serves. */
    private ChildProcess full(String options) {
        return start("-Xmx16m " + options);
    }

    private ChildProcess start(String options) {
        var environment = Map.of(
                "QUILT_CATALOG_URL",
                "https://quilt.example.com",
                "QUILT_REGISTRY_URL",
                "https://quilt-registry.example.com",
                "FASTMCP_PORT",
                Integer.toString(ServerProcess.freePort()),
                "QUILT_MCP_ADMIN_PORT",
                Integer.toString(ServerProcess.freePort()),
                "JDK_JAVA_OPTIONS",
                options);
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../ops/image/options").toAbsolutePath(),
                "-jar",
                Path.of("target/quilt-mcp.jar").toAbsolutePath().toString(),
                "server",
                Path.of("../config.yml").toAbsolutePath().toString());
        return ChildProcess.start(directory, environment, command);
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void dumpsAFullHeapWhereThePageSays() throws IOException {
        var page = ASKED.matcher(Page.of("procedures/heap-dump.md").text());
        assertThat(page.find()).isTrue();
        assertThat(Files.readString(Path.of("../ops/procedures/heap-dump.jq"))).contains(page.group());
        var file = directory.resolve("heap.hprof");
        assertThat(page.group(1)).isEqualTo("/tmp/heap.hprof");

        try (var server = full(page.group().replace(page.group(1), file.toString()))) {
            assertThat(server.exit()).isEqualTo(FULL);
        }
        assertThat(left()).containsExactly(file);
        try (var dump = Files.newInputStream(file)) {
            assertThat(dump.readNBytes(12)).asString().isEqualTo("JAVA PROFILE");
        }
    }

    @Test
    void writesNoHeapDumpByDefault() throws IOException {
        try (var server = full("")) {
            assertThat(server.exit()).isEqualTo(FULL);
            assertThat(server.stderr()).contains("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void reportsACrashOnStandardOutputAndLeavesNoFile() throws IOException {
        try (var server = start("")) {
            server.await(line -> line.contains("Started oejs.Server@"));
            try (var kill = ChildProcess.start(
                    directory, Map.of(), List.of("/bin/kill", "-SEGV", Long.toString(server.pid())))) {
                assertThat(kill.exit()).isZero();
            }
            assertThat(server.exit()).isNotZero();
            assertThat(server.stdout()).anyMatch(line -> line.contains("A fatal error has been detected"));
        }
        assertThat(left()).isEmpty();
    }
}
