package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.Configurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What ops/compose.yml sets agrees with config.yml, and stays on the laptop. ops/image/test-compose runs it. */
final class ComposeTest {
    private static final Path FILE = Path.of("../ops/compose.yml");

    private static JsonNode services() throws IOException {
        return new YAMLMapper().readTree(FILE.toFile()).path("services");
    }

    @Test
    void serverStartsWithTheVariablesThatAreSet() throws IOException {
        var environment = services()
                .at("/server/environment")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().asText().replaceAll("\\$\\{\\w+:-(\\w+)}", "$1")));
        assertThat(environment.keySet())
                .contains("QUILT_CATALOG_URL", "QUILT_REGISTRY_URL")
                .isSubsetOf(ConfigTest.variables().stream()
                        .map(ConfigTest.Variable::name)
                        .toList());
        assertThat(Configurations.faults(Configurations.SHIPPED, environment)).isEmpty();
    }

    @Test
    void onlyLoopbackAddressesArePublished() throws IOException {
        var ports = services().findValues("ports");
        assertThat(ports).hasSize(1);
        assertThat(each(ports.getFirst()).map(JsonNode::asText))
                .hasSize(3)
                .allMatch(port -> port.startsWith("127.0.0.1:"))
                .noneMatch(port -> port.contains("8081"));
    }

    @Test
    void bothContainersAreReadOnlyAndWithoutRights() throws IOException {
        assertThat(services()).hasSize(2).allSatisfy(service -> {
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.path("cap_drop")).hasToString("[\"ALL\"]");
            assertThat(service.path("security_opt")).hasToString("[\"no-new-privileges\"]");
            assertThat(service.has("healthcheck")).isTrue();
        });
        assertThat(services().at("/server/depends_on/sandbox/condition").asText())
                .isEqualTo("service_healthy");
    }

    /** Both start the same two programs, on the same ports. */
    @Test
    void portsAreThoseOfTheDemo() throws IOException {
        var demo = Files.readString(Path.of("../ops/demo"));
        var file = Files.readString(FILE);
        for (var port : Map.of("MCP_PORT", 8000, "SANDBOX_PORT", 8090, "SANDBOX_S3_PORT", 8091)
                .entrySet()) {
            assertThat(demo).contains("${%s:-%d}".formatted(port.getKey(), port.getValue()));
            assertThat(file).contains("${%s:-%d}".formatted(port.getKey(), port.getValue()));
        }
    }
}
