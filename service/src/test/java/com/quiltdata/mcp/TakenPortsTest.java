package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Configurations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TakenPortsTest {
    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void namesTheVariableOfTheFirstConnectorsAndTheKeyOfOthers() throws IOException {
        try (var first = taken();
                var second = taken();
                var admin = taken()) {
            var yaml = DropwizardHabits.CATALOG
                    + """
                    server:
                      applicationConnectors: [{port: %d}, {port: %d}]
                      adminConnectors: [{port: %d}]
                    """.formatted(first.getLocalPort(), second.getLocalPort(), admin.getLocalPort());
            assertThat(ListenAddresses.of(Configurations.of(yaml, Map.of())).faults(true))
                    .satisfiesExactly(
                            it -> assertThat(it).endsWith("set FASTMCP_PORT to a free port"),
                            it -> assertThat(it).endsWith("set server.applicationConnectors[1].port to a free port"),
                            it -> assertThat(it).endsWith("set QUILT_MCP_ADMIN_PORT to a free port"));
        }
    }
}
