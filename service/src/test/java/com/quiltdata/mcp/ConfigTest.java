package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.testing.Configurations;
import com.quiltdata.mcp.testing.Generated;
import io.dropwizard.core.server.DefaultServerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** config.yml keeps what operators were promised, and says so itself. */
final class ConfigTest {
    private static final Path FILE = Path.of("../config.yml");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::-([^}]*))?}");

    /** A variable, the key it sets, its default and what the comment above it says. */
    record Variable(String name, String key, @Nullable String preset, String comment) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Variable> variables() throws IOException {
        var found = new ArrayList<Variable>();
        collect(yaml(), "", Files.readAllLines(FILE), found);
        return found;
    }

    private static JsonNode yaml() throws IOException {
        return new YAMLMapper().readTree(FILE.toFile());
    }

    private static void collect(JsonNode node, String path, List<String> lines, List<Variable> found) {
        if (node.isTextual()) {
            REFERENCE
                    .matcher(node.textValue())
                    .results()
                    .map(match -> new Variable(match.group(1), path, match.group(2), comment(lines, match.group(1))))
                    .forEach(found::add);
        }
        for (var entry : node.properties()) {
            collect(entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), lines, found);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), path + "[" + i + "]", lines, found);
        }
    }

    /** The comment lines right above the line that names the variable. */
    private static String comment(List<String> lines, String variable) {
        var at = 0;
        while (!lines.get(at).contains("${" + variable + "}") && !lines.get(at).contains("${" + variable + ":")) {
            at++;
        }
        var first = at;
        while (first > 0 && lines.get(first - 1).strip().startsWith("# ")) {
            first--;
        }
        return lines.subList(first, at).stream()
                .map(line -> line.strip().substring(2))
                .collect(Collectors.joining(" "));
    }

    private static McpConfiguration bound(Map<String, String> environment) throws Exception {
        return Configurations.of(Configurations.SHIPPED, environment);
    }

    private static McpConfiguration onTwoUrls() throws Exception {
        return bound(Map.of(
                "QUILT_CATALOG_URL", "https://quilt.example.com",
                "QUILT_REGISTRY_URL", "https://quilt-registry.example.com"));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void everyVariableIsExplainedAboveItsKey(Variable variable) {
        assertThat(variable.comment()).hasSizeGreaterThan(10).matches("[A-Za-z0-9/].*\\.");
    }

    @Test
    void everyVariableSetsOneKey() throws IOException {
        assertThat(variables())
                .hasSizeGreaterThan(18)
                .extracting(Variable::name)
                .doesNotHaveDuplicates();
    }

    /** The container alone says 0.0.0.0; remote is the only deployment, so nothing has to say it. */
    @ParameterizedTest
    @CsvSource({
        "QUILT_CATALOG_URL,",
        "QUILT_REGISTRY_URL,",
        "QUILT_DEPLOYMENT,",
        "QUILT_MULTIUSER_MODE,",
        "FASTMCP_TRANSPORT,http",
        "FASTMCP_HOST,127.0.0.1",
        "FASTMCP_PORT,8000",
        "QUILT_GRAPHQL_ENDPOINT,",
        "QUILT_SERVICE_TIMEOUT,60",
        "QUILT_BROWSING_SESSION_TTL,180",
        "MCP_SKIP_BANNER,false",
        "QUILT_MCP_RESOURCES_ENABLED,true",
        "QUILT_MCP_RESOURCE_CACHE_TTL,300",
        "MCP_TELEMETRY_ENABLED,true",
        "MCP_TELEMETRY_LEVEL,standard",
        "MCP_OPTIMIZATION_ENABLED,true",
        "AWS_ENDPOINT_URL_S3,",
        "AWS_ENDPOINT_URL_STS,",
        "AWS_ENDPOINT_URL_ATHENA,",
        "AWS_ENDPOINT_URL_GLUE,",
        "AWS_REGION,us-east-1",
    })
    void variablesHaveTheDefaultsOfTheDeploymentReference(String name, @Nullable String preset) throws IOException {
        assertThat(variables())
                .filteredOn(variable -> variable.name().equals(name))
                .singleElement()
                .extracting(Variable::preset)
                .isEqualTo(preset);
    }

    @Test
    void configurationIsCompleteWithTheTwoUrls() throws Exception {
        var configuration = onTwoUrls();
        assertThat(configuration.deploymentSource()).isEqualTo("default");
        assertThat(configuration.banner()).isTrue();
        assertThat(configuration.optimization()).isTrue();
        assertThat(configuration.resources().on()).isTrue();
        assertThat(configuration.telemetry().on()).isTrue();
        assertThat(configuration.catalog().graphql()).hasToString("https://quilt-registry.example.com/graphql");
        assertThat(configuration.catalog().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.aws().s3Endpoint()).isNull();
    }

    @Test
    void requestsRunOnVirtualThreadsWhoseNamesHaveNoUrl() throws Exception {
        var server = (DefaultServerFactory) onTwoUrls().getServerFactory();
        assertThat(server.isEnableVirtualThreads()).isTrue();
        assertThat(server.getEnableThreadNameFilter()).isFalse();
    }

    @Test
    void configurationPageIsUpToDate() throws IOException {
        var rows = variables().stream()
                .map(variable -> "| `%s` | `%s` | %s | %s |\n"
                        .formatted(
                                variable.name(),
                                variable.key(),
                                variable.preset() == null ? "" : "`" + variable.preset() + "`",
                                variable.comment().replace("|", "\\|")));
        new Generated(ConfigTest.class)
                .check(Path.of("../runbook/configuration.md"), """
                # Configuration

                <!-- Generated by ConfigTest from config.yml. -->

                Every variable, the key of [config.yml](../config.yml) that it sets, and its default. An empty variable counts as unset.

                | Variable | Key | Default | |
                |---|---|---|---|
                """ + rows.collect(Collectors.joining()));
    }
}
