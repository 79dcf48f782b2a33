package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.ServerProcess;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences of the deployment reference that take a process and that no other test holds. */
class ReferenceIT {
    @ParameterizedTest
    @CsvSource({"'',true", "false,true", "true,false"})
    void printsTheBannerUnlessItIsSwitchedOff(String skip, boolean there) {
        try (var server = ServerProcess.start(Map.of(
                "QUILT_CATALOG_URL", "https://quilt.example.com",
                "QUILT_REGISTRY_URL", "https://quilt-registry.example.com",
                "MCP_SKIP_BANNER", skip))) {
            assertThat(server.child().stdout().stream().anyMatch(line -> line.contains("for the Quilt data catalog")))
                    .isEqualTo(there);
        }
    }
}
