package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.Configurations;
import com.quiltdata.mcp.testing.StackTemplate;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed, by the template or by hand, agrees with the configuration, with itself and with the reference. */
class DeploymentTest {
    private static final String IMAGE = "730278974607.dkr.ecr.us-east-1.amazonaws.com/quiltdata/mcp";
    private static final StackTemplate TEMPLATE = StackTemplate.of("quilt-mcp.yml");
    private static final Duration FARGATE_STOP = Duration.ofSeconds(30);
    private static final Duration FARGATE_LONGEST_STOP = Duration.ofMinutes(2);

    /** The times that a deployment's parts wait for each other. */
    private record Times(Duration call, Duration idle, Duration drain, Duration grace) {
        static Times of(Map<String, String> environment) throws Exception {
            var all = new HashMap<>(environment);
            all.keySet().removeIf(variable -> !variable.matches(".*_(TIMEOUT|SHUTDOWN)(_.*)?"));
            all.put("QUILT_CATALOG_URL", "https://quilt.example.com");
            all.put("QUILT_REGISTRY_URL", "https://quilt-registry.example.com");
            var configuration = Configurations.of(Configurations.SHIPPED, all);
            var server = (DefaultServerFactory) configuration.getServerFactory();
            var connector =
                    (HttpConnectorFactory) server.getApplicationConnectors().getFirst();
            var health = (DefaultHealthFactory) configuration.getHealthFactory().orElseThrow();
            return new Times(
                    configuration.limits().call(configuration.catalog().timeout()),
                    connector.getIdleTimeout().toJavaDuration(),
                    health.getShutdownWaitPeriod().toJavaDuration(),
                    server.getShutdownGracePeriod().toJavaDuration());
        }
    }

    private static JsonNode resource(String name) {
        return TEMPLATE.properties(name);
    }

    private static JsonNode template() {
        return TEMPLATE.tree();
    }

    private static JsonNode container() {
        return TEMPLATE.container();
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Path.of("../ops/fargate", file).toFile());
    }

    private static JsonNode byHand() throws IOException {
        return json("task-definition.json").path("containerDefinitions").path(0);
    }

    private static Map<String, JsonNode> variables() {
        return each(container().path("Environment"))
                .collect(Collectors.toMap(one -> one.path("Name").asText(), one -> one.path("Value")));
    }

    private static Map<String, String> environment() {
        return variables().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> TEMPLATE.byDefault(one.getValue())));
    }

    private static Duration attribute(JsonNode attributes, String key) {
        return each(attributes)
                .filter(one -> one.path("Key").asText().equals(key))
                .map(one -> Duration.ofSeconds(one.path("Value").asLong()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callLimitIsBelowBalancerTimeoutAndThatBelowServerIdleTimeout() throws Exception {
        var times = Times.of(environment());
        var balancer =
                attribute(resource("LoadBalancer").path("LoadBalancerAttributes"), "idle_timeout.timeout_seconds");
        assertThat(times.call()).isLessThan(balancer);
        assertThat(balancer).isLessThan(times.idle());
    }

    @Test
    void templateStopTimeoutCoversDrainingAndTheLongestCall() throws Exception {
        var times = Times.of(environment());
        var stop = Duration.ofSeconds(container().path("StopTimeout").asLong());
        assertThat(times.drain().plus(times.grace())).isLessThan(stop);
        assertThat(stop).isLessThanOrEqualTo(FARGATE_LONGEST_STOP);
        assertThat(times.call()).isLessThan(times.grace());
        assertThat(times.call())
                .isLessThan(attribute(
                        resource("TargetGroup").path("TargetGroupAttributes"), "deregistration_delay.timeout_seconds"));
    }

    @Test
    void defaultStopTimeoutOfFargateCoversDraining() throws Exception {
        var times = Times.of(Map.of());
        assertThat(byHand().has("stopTimeout")).isFalse();
        assertThat(times.drain().plus(times.grace())).isLessThan(FARGATE_STOP);
    }

    /** What an update would set again, whatever scaling had made of it. */
    @Test
    void scaledServiceHasNoFixedCount() throws IOException {
        assertThat(resource("Scaling").path("ScalableDimension").asText()).isEqualTo("ecs:service:DesiredCount");
        assertThat(resource("Service").has("LaunchType")).isTrue();
        assertThat(resource("Service").has("DesiredCount")).isFalse();
    }

    @Test
    void templateSetsOnlyKnownVariables() throws IOException {
        var known =
                ConfigTest.variables().stream().map(ConfigTest.Variable::name).toList();
        assertThat(environment().keySet()).isSubsetOf(known);
        assertThat(container().path("Secrets").findValuesAsText("Name"))
                .containsOnly("QUILT_MCP_STATE_KEY", "QUILT_MCP_STATE_KEY_PREVIOUS")
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @CsvSource({
        "QUILT_MCP_CONNECT_URL, ConnectUrl",
        "QUILT_MCP_PUBLIC_URL, PublicUrl",
        "QUILT_MCP_SIGNIN_REDIRECTS, SignInRedirects",
        "QUILT_MCP_CONNECT_CLIENT_ID, ConnectClientId"
    })
    void signInIsOffUnlessAParameterSetsIt(String variable, String parameter) throws IOException {
        assertThat(variables().get(variable)).hasToString("\"" + parameter + "\"");
        assertThat(environment()).containsEntry(variable, "");
    }

    /** A version that does not exist would keep tasks from starting. */
    @Test
    void previousStateKeyIsReadOnlyAfterARotation() throws IOException {
        var secrets = container().path("Secrets");
        assertThat(secrets.at("/0").asText()).isEqualTo("KeepsPreviousStateKey");
        assertThat(secrets.at("/1/1/ValueFrom").asText()).isEqualTo("${StateKey}::AWSPREVIOUS:");
        assertThat(secrets.path(2).findValuesAsText("Name")).containsExactly("QUILT_MCP_STATE_KEY");
        assertThat(template().at("/Conditions/KeepsPreviousStateKey").toString())
                .isEqualTo("[\"PreviousStateKey\",\"on\"]");
        assertThat(template().at("/Parameters/PreviousStateKey/Default").asText())
                .isEqualTo("off");
    }

    @Test
    void templateAndTaskDefinitionHaveTheSameHealthCheck() throws IOException {
        var check = container().path("HealthCheck");
        var other = byHand().path("healthCheck");
        assertThat(check.path("Command")).isEqualTo(other.path("command"));
        for (var key : List.of("Interval", "Timeout", "Retries", "StartPeriod")) {
            var lower = Character.toLowerCase(key.charAt(0)) + key.substring(1);
            assertThat(check.path(key).asInt()).isEqualTo(other.path(lower).asInt());
        }
        assertThat(resource("TargetGroup").path("HealthCheckPath").asText()).isEqualTo("/health");
    }

    @Test
    void templateTaskIsReadOnlyUnprivilegedAndWithoutCapabilities() throws IOException {
        assertThat(container().path("ReadonlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container().path("User").asText()).isEqualTo("10001");
        assertThat(container().at("/LinuxParameters/Capabilities/Drop/0").asText())
                .isEqualTo("ALL");
    }

    @Test
    void templateRolesMatchTheReferencePlusOneSecret() throws IOException {
        var task = resource("TaskRole").at("/Policies/0/PolicyDocument/Statement");
        assertThat(task).hasSize(1);
        assertThat(task.at("/0/Action").asText())
                .isEqualTo(json("task-role.json").at("/Statement/0/Action/0").asText())
                .isEqualTo("none:*");
        var execution = resource("ExecutionRole").at("/Policies/0/PolicyDocument/Statement");
        assertThat(execution.findValues("Action"))
                .startsWith(json("execution-role.json").findValues("Action").toArray(JsonNode[]::new))
                .hasSize(3);
        assertThat(TEMPLATE.byDefault(execution.at("/2/Action"))).isEqualTo("secretsmanager:GetSecretValue");
        assertThat(TEMPLATE.byDefault(execution.at("/2/Resource"))).isEqualTo("StateKey");
    }

    @Test
    void oneImageIsNamedEverywhere() throws IOException {
        assertThat(template().at("/Parameters/Image/Default").asText()).isEqualTo(IMAGE + ":latest");
        assertThat(byHand().path("image").asText()).isEqualTo(IMAGE + ":latest");
        assertThat(workflow().at("/env/REPOSITORY").asText()).isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUILT_DEPLOYMENT=remote",
                "FASTMCP_TRANSPORT=http",
                "FASTMCP_HOST=0.0.0.0",
                "FASTMCP_PORT=8000",
                "PYTHONUNBUFFERED=1",
                "PYTHONDONTWRITEBYTECODE=1",
                "USER 10001:10001",
                "EXPOSE 8000"
            })
    void imagePresetsTheVariablesOfTheReference(String preset) throws IOException {
        assertThat(Files.readString(Path.of("../Dockerfile"))).containsPattern("\\b" + preset + "\\b");
    }

    @Test
    void baseImagesArePinnedByDigest() throws IOException {
        assertThat(Files.readAllLines(Path.of("../Dockerfile")))
                .filteredOn(line -> line.matches("ARG (JDK|DEBIAN)=.*"))
                .hasSize(2)
                .allMatch(line -> line.matches(".*@sha256:[0-9a-f]{64}"));
    }

    @Test
    void everyPushToMainIsPublishedWithASummary() throws IOException {
        assertThat(workflow().path("name").asText()).isEqualTo("Production Docker Build");
        assertThat(workflow().at("/on/push/branches/0").asText()).isEqualTo("main");
        assertThat(workflow().at("/jobs/publish/steps").findValuesAsText("name"))
                .endsWith("Deployment Summary");
    }

    private static JsonNode workflow() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("../.github/workflows/prod.yml").toFile());
    }
}
