package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.Configurations;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences of the deployment reference that no other test holds. */
@Tag("process")
final class ReferenceTest {
    private static final String IMAGE = "730278974607.dkr.ecr.us-east-1.amazonaws.com/quiltdata/mcp";
    private static final Pattern REPOSITORY =
            Pattern.compile("\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z/]+");
    private static final Pattern LOG_GROUP = Pattern.compile("/ecs/[\\w$-]+(?:\\{[\\w.]+}[\\w-]*)?");
    private static final String NOBODYS = "{\"data\":{\"me\":null}}";

    /** Texts that operators and machines read, without what is fetched or built. */
    private static List<Path> texts() throws IOException {
        var found = new ArrayList<Path>();
        for (var root : List.of("runbook", "ops", ".github", "Dockerfile", "README.md", "config.yml")) {
            try (var files = Files.walk(Path.of("..", root))) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().matches(".*/(node_modules|target|sandbox)/.*|.*\\.png"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static Stream<String> everywhere(Pattern pattern) throws IOException {
        return texts().stream()
                .flatMap(file -> pattern.matcher(read(file)).results().map(MatchResult::group));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static McpConfiguration bound(Map<String, String> more) throws Exception {
        var environment = new HashMap<>(Map.of(
                "QUILT_CATALOG_URL", "https://quilt.example.com",
                "QUILT_REGISTRY_URL", "https://quilt-registry.example.com/"));
        environment.putAll(more);
        return Configurations.of(Configurations.SHIPPED, environment);
    }

    private static JsonNode fargate(String file) throws IOException {
        return new ObjectMapper().readTree(Path.of("../ops/fargate", file).toFile());
    }

    @Test
    void imageHasOneNameEverywhere() throws IOException {
        assertThat(everywhere(REPOSITORY)).hasSizeGreaterThan(3).containsOnly(IMAGE);
    }

    @Test
    void logGroupHasOneNameEverywhere() throws IOException {
        assertThat(everywhere(LOG_GROUP))
                .hasSizeGreaterThan(5)
                .containsOnly("/ecs/quilt-mcp-server", "/ecs/${Name}-server", "/ecs/${local.server}", "/ecs/$SERVER");
    }

    @ParameterizedTest
    @CsvSource({
        ",,default",
        "remote,,deployment-env",
        "remote,false,deployment-env",
        "remote,true,deployment-env",
        ",true,legacy-env"
    })
    void logsTheSourceOfTheMode(@Nullable String deployment, @Nullable String multiuser, String source)
            throws Exception {
        var environment = new HashMap<String, String>();
        if (deployment != null) {
            environment.put("QUILT_DEPLOYMENT", deployment);
        }
        if (multiuser != null) {
            environment.put("QUILT_MULTIUSER_MODE", multiuser);
        }
        assertThat(bound(environment).deploymentSource()).isEqualTo(source);
    }

    @Test
    void versionScriptPrintsTheVersionOfThePom() throws IOException {
        try (var script = ChildProcess.start(
                Path.of(".."), Map.of("PATH", System.getenv("PATH")), List.of("ops/image/version"))) {
            assertThat(script.exit()).isZero();
            assertThat(read(Path.of("../pom.xml")))
                    .contains("<version>" + script.stdout().getFirst() + "</version>");
        }
    }

    @Test
    void executionRoleAllowsOnlyPullingAndLogging() throws IOException {
        var statements = fargate("execution-role.json").path("Statement");
        assertThat(statements.findValues("Action").toString())
                .isEqualTo("[[\"ecr:GetAuthorizationToken\",\"ecr:BatchCheckLayerAvailability\","
                        + "\"ecr:GetDownloadUrlForLayer\",\"ecr:BatchGetImage\"], "
                        + "[\"logs:CreateLogStream\",\"logs:PutLogEvents\"]]");
        assertThat(statements.findValuesAsText("Resource"))
                .containsExactly("*", "arn:aws:logs:*:*:log-group:/ecs/quilt-mcp-server:*");
        assertThat(statements.findValuesAsText("Effect")).containsOnly("Allow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/family ; quilt-mcp-server",
                "/networkMode ; awsvpc",
                "/requiresCompatibilities/0 ; FARGATE",
                "/cpu ; 512",
                "/memory ; 1024",
                "/containerDefinitions/0/essential ; true",
                "/containerDefinitions/0/portMappings/0/containerPort ; 8000",
                "/containerDefinitions/0/portMappings/0/protocol ; tcp",
                "/containerDefinitions/0/healthCheck/command/0 ; CMD-SHELL",
                "/containerDefinitions/0/healthCheck/command/1 ; curl -f http://localhost:8000/health || exit 1",
                "/containerDefinitions/0/healthCheck/interval ; 30",
                "/containerDefinitions/0/healthCheck/timeout ; 5",
                "/containerDefinitions/0/healthCheck/retries ; 3",
                "/containerDefinitions/0/healthCheck/startPeriod ; 60",
                "/containerDefinitions/0/logConfiguration/logDriver ; awslogs",
                "/containerDefinitions/0/logConfiguration/options/awslogs-region ; us-east-1",
                "/containerDefinitions/0/logConfiguration/options/awslogs-stream-prefix ; ecs",
                "/containerDefinitions/0/environment/2/name ; MCP_SKIP_BANNER",
            })
    void minimalTaskDefinitionMatchesTheReference(String pointer, String value) throws IOException {
        assertThat(fargate("task-definition.json").at(pointer).asText()).isEqualTo(value);
    }

    @Test
    void templateTasksReachOnlyPort443() throws IOException {
        var egress = new YAMLMapper()
                .readTree(Path.of("../ops/cloudformation/quilt-mcp.yml").toFile())
                .at("/Resources/TaskSecurityGroup/Properties/SecurityGroupEgress");
        assertThat(egress).hasSize(1);
        assertThat(egress.at("/0/FromPort").asInt()).isEqualTo(443);
        assertThat(egress.at("/0/ToPort").asInt()).isEqualTo(443);
    }

    @Test
    void graphQlEndpointIsBelowTheRegistryUrlWithOrWithoutSlash() throws Exception {
        assertThat(bound(Map.of()).catalog().graphql()).hasToString("https://quilt-registry.example.com/graphql");
    }

    @Test
    void usesAConfiguredGraphQlEndpoint() {
        try (var registry = new FakeUpstream();
                var elsewhere = new FakeUpstream().answering(200, NOBODYS);
                var server = TestServer.start(Map.of(
                        "QUILT_CATALOG_URL", registry.url(),
                        "QUILT_REGISTRY_URL", registry.url(),
                        "QUILT_GRAPHQL_ENDPOINT", elsewhere.url() + "/other"))) {
            assertThat(server.callRaw("token", "bucket_list", Map.of()).statusCode())
                    .isEqualTo(401);
            assertThat(elsewhere.seen())
                    .extracting(FakeUpstream.ReceivedRequest::path)
                    .containsOnly("/other");
            assertThat(registry.seen())
                    .extracting(FakeUpstream.ReceivedRequest::path)
                    .doesNotContain("/graphql");
        }
    }

    @Test
    void browsingSessionsHaveTheConfiguredLifetime() {
        var sandbox = SandboxProcess.shared();
        try (var registry = new FakeUpstream();
                var server = TestServer.start(Map.of(
                        "QUILT_CATALOG_URL", sandbox.catalogUrl(),
                        "QUILT_REGISTRY_URL", registry.url(),
                        "QUILT_BROWSING_SESSION_TTL", "77"))) {
            registry.answering(exchange -> FakeUpstream.answer(
                    exchange,
                    200,
                    "application/json",
                    asked(sandbox, registry.seen().getLast())));
            server.ok(
                    sandbox.token("reader"),
                    "package_browse_session",
                    Map.of("registry", "quilt-example", "package_name", "examples/hurdat", "path", "README.md"));
            assertThat(registry.seen())
                    .extracting(FakeUpstream.ReceivedRequest::body)
                    .anyMatch(body -> body.contains("\"ttl\":77"));
        }
    }

    /** What the sandbox answers to a request that somebody else got. */
    private static String asked(SandboxProcess sandbox, FakeUpstream.ReceivedRequest request) throws IOException {
        try {
            return BoundedHttp.shared()
                    .send(HttpRequest.newBuilder(URI.create(sandbox.registryUrl() + request.path()))
                            .header("Authorization", String.valueOf(request.authorization()))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(request.body()))
                            .build())
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** However the path of a health check is bent, what comes without a token gets nothing but health or a refusal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//mcp",
                "//health",
                "/health/../mcp",
                "/health/..;/mcp",
                "/health/%2e%2e/mcp",
                "/health%2f..%2fmcp",
                "/health;x=y/../mcp",
                "/healthz/./../mcp",
                "/%6dcp",
                "/mcp%3b/health",
                "/MCP",
                "/health\\..\\mcp"
            })
    void refusesEveryPathWithoutABearer(String path) throws IOException {
        try (var server = TestServer.start(
                        Map.of("QUILT_CATALOG_URL", "http://127.0.0.1:9", "QUILT_REGISTRY_URL", "http://127.0.0.1:9"));
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1.1 (400|401|405) .*").doesNotContain("bucket_list");
        }
    }
}
