package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.HelmChart;
import com.quiltdata.mcp.testing.StackTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart of ops/helm promises operators, as Helm renders it. */
final class ChartTest {
    private static final String REQUIRED = """
            config: {QUILT_CATALOG_URL: "https://quilt.example.com", QUILT_REGISTRY_URL: "https://registry.example.com"}
            stateKey: {secret: quilt-mcp}
            """;
    private static final String DIGEST =
            "sha256:" + "0123456789abcdef0123456789abcdef" + "0123456789abcdef0123456789abcdef";
    private static final String EVERYTHING = REQUIRED + "image: {digest: '" + DIGEST + "', pullSecrets: [ecr]}\n" + """
            extraEnv: [{name: OTEL_EXPORTER_OTLP_HEADERS, valueFrom: {secretKeyRef: {name: collector, key: headers}}}]
            ingress: {enabled: true, className: nginx, host: mcp.example.com, tlsSecret: mcp-tls, annotations: {a: b}}
            metrics:
              enabled: true
              serviceMonitor: {enabled: true, labels: {release: prometheus}}
              prometheusRule: {enabled: true, labels: {release: prometheus}}
            networkPolicy:
              extraIngress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]
              extraEgress: [{ports: [{protocol: TCP, port: 4318}]}]
            podAnnotations: {a: b}
            podLabels: {team: data}
            nodeSelector: {kubernetes.io/arch: amd64}
            tolerations: [{key: data, operator: Exists}]
            """;

    /** Variables that the chart sets itself, or takes from Secrets. */
    private static final Set<String> OWN = Set.of(
            "QUILT_DEPLOYMENT",
            "QUILT_MULTIUSER_MODE",
            "FASTMCP_TRANSPORT",
            "FASTMCP_HOST",
            "FASTMCP_PORT",
            "MCP_SKIP_BANNER",
            "QUILT_MCP_ADMIN_HOST",
            "QUILT_MCP_ADMIN_PORT",
            "QUILT_MCP_STATE_KEY",
            "QUILT_MCP_STATE_KEY_PREVIOUS",
            "OTEL_EXPORTER_OTLP_HEADERS");

    @TempDir
    private static Path folder;

    private static HelmChart chart;

    @BeforeAll
    static void copy() throws IOException {
        chart = HelmChart.copiedTo(folder.resolve("quilt-mcp"));
    }

    private static HelmChart.Objects render(String values) throws IOException {
        return chart.render("quilt-mcp", values);
    }

    @Test
    void lintFindsNothing() {
        var result = chart.lint();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
    }

    @Test
    void rendersWhatProductionNeedsByDefault() throws IOException {
        assertThat(render(REQUIRED).kinds())
                .containsExactly(
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "Service",
                        "ServiceAccount");
    }

    @Test
    void rendersEveryOptionWhenItIsOn() throws IOException {
        assertThat(render(EVERYTHING).kinds())
                .containsExactly(
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "Service",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor");
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUIRED, EVERYTHING, REQUIRED + "autoscaling: {enabled: false}\n"})
    void kubernetesKnowsEveryField(String values) throws IOException {
        render(values).validate();
    }

    @Test
    void optionsDisappearWhenTheyAreOff() throws IOException {
        var objects = render(REQUIRED + """
                autoscaling: {enabled: false}
                replicas: 3
                networkPolicy: {enabled: false}
                """);
        assertThat(objects.kinds()).doesNotContain("HorizontalPodAutoscaler", "NetworkPolicy");
        assertThat(objects.first("Deployment").at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(render(REQUIRED).first("Deployment").at("/spec").has("replicas"))
                .isFalse();
    }

    @Test
    void publicUrlIsThatOfTheIngressUnlessItIsSet() throws IOException {
        assertThat(render(REQUIRED).pod().at("/containers/0/env").findValuesAsText("name"))
                .doesNotContain("QUILT_MCP_PUBLIC_URL");
        assertThat(render(EVERYTHING)
                        .variable("QUILT_MCP_PUBLIC_URL")
                        .path("value")
                        .asText())
                .isEqualTo("https://mcp.example.com");
        var own = EVERYTHING.replace("config: {", "config: {QUILT_MCP_PUBLIC_URL: \"https://a.example.com\", ");
        assertThat(render(own).variable("QUILT_MCP_PUBLIC_URL").path("value").asText())
                .isEqualTo("https://a.example.com");
    }

    @Test
    void podsAreUnprivilegedReadOnlyAndWithoutIdentity() throws IOException {
        var objects = render(EVERYTHING);
        var pod = objects.pod();
        assertThat(pod.path("securityContext"))
                .hasToString("{\"runAsNonRoot\":true,\"runAsUser\":10001,\"runAsGroup\":10001,"
                        + "\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}");
        assertThat(pod.at("/containers/0/securityContext"))
                .hasToString("{\"allowPrivilegeEscalation\":false,\"readOnlyRootFilesystem\":true,"
                        + "\"capabilities\":{\"drop\":[\"ALL\"]}}");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.has("volumes")).isFalse();
        var account = objects.first("ServiceAccount");
        assertThat(account.at("/metadata/name")).isEqualTo(pod.path("serviceAccountName"));
        assertThat(account.path("metadata").has("annotations")).isFalse();
        assertThat(account.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "readinessProbe", "livenessProbe"})
    void probesAskTheHealthPath(String probe) throws IOException {
        assertThat(render(REQUIRED).pod().at("/containers/0").path(probe).path("httpGet"))
                .hasToString("{\"path\":\"/health\",\"port\":\"http\"}");
    }

    /** As a task of ECS, whose start period is a minute, and of which three failures in a row count. */
    @Test
    void probesAreAsPatientAsTheTaskDefinition() throws IOException {
        var check = new YAMLMapper()
                .readTree(Path.of("../ops/fargate/task-definition.json").toFile())
                .at("/containerDefinitions/0/healthCheck");
        var container = render(REQUIRED).pod().at("/containers/0");
        var startup = container.path("startupProbe");
        var liveness = container.path("livenessProbe");
        assertThat(startup.path("periodSeconds").asInt()
                        * startup.path("failureThreshold").asInt())
                .isEqualTo(check.path("startPeriod").asInt());
        assertThat(liveness.path("periodSeconds")).isEqualTo(check.path("interval"));
        assertThat(liveness.path("timeoutSeconds")).isEqualTo(check.path("timeout"));
        assertThat(liveness.path("failureThreshold")).isEqualTo(check.path("retries"));
    }

    @Test
    void gracePeriodCoversDrainingAndTheLongestCall() throws IOException {
        var objects = render(REQUIRED);
        var wait = seconds(objects.variable("QUILT_MCP_SHUTDOWN_WAIT"));
        var grace = seconds(objects.variable("QUILT_MCP_SHUTDOWN_GRACE"));
        var longestCall = Integer.parseInt(preset("QUILT_SERVICE_TIMEOUT")) + 5;
        assertThat(grace).isGreaterThan(longestCall);
        assertThat(gracePeriod(objects)).isGreaterThan(wait + grace + 3);
        var template = StackTemplate.of("quilt-mcp.yml");
        for (var name : List.of("QUILT_MCP_SHUTDOWN_WAIT", "QUILT_MCP_SHUTDOWN_GRACE")) {
            assertThat(objects.variable(name).path("value")).isEqualTo(template.variable(name));
        }
        assertThat(gracePeriod(objects))
                .isEqualTo(template.container().path("StopTimeout").asLong());
        var longer = render(REQUIRED.replace("config: {", "config: {QUILT_MCP_SHUTDOWN_GRACE: 300s, "));
        assertThat(gracePeriod(longer)).isEqualTo(gracePeriod(objects) + 300 - grace);
    }

    private static long gracePeriod(HelmChart.Objects objects) {
        return objects.pod().path("terminationGracePeriodSeconds").asLong();
    }

    private static long seconds(JsonNode variable) {
        return Duration.parse("PT" + variable.path("value").asText()).toSeconds();
    }

    private static String preset(String variable) throws IOException {
        return ConfigTest.variables().stream()
                .filter(one -> one.name().equals(variable))
                .map(one -> String.valueOf(one.preset()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void portsAreThoseOfTheConfiguration() throws IOException {
        var ports = render(EVERYTHING).pod().at("/containers/0/ports");
        assertThat(ports.findValuesAsText("containerPort"))
                .containsExactly(preset("FASTMCP_PORT"), preset("QUILT_MCP_ADMIN_PORT"));
    }

    /** The admin port needs no token. */
    @Test
    void adminPortIsOpenOnlyWhereMetricsAreOn() throws IOException {
        var off = render(REQUIRED);
        assertThat(off.variable("QUILT_MCP_ADMIN_HOST").path("value").asText()).isEqualTo("127.0.0.1");
        assertThat(off.all().toString()).doesNotContain("8081");
        var on = render(EVERYTHING);
        assertThat(on.variable("QUILT_MCP_ADMIN_HOST").path("value").asText()).isEqualTo("0.0.0.0");
        assertThat(on.all())
                .filteredOn(one -> one.path("kind").asText().equals("Service"))
                .allSatisfy(
                        service -> assertThat(service.at("/spec/type").asText()).isEqualTo("ClusterIP"))
                .filteredOn(service -> service.toString().contains("\"admin\",\"port\":8081"))
                .singleElement()
                .satisfies(service ->
                        assertThat(service.at("/metadata/name").asText()).isEqualTo("quilt-mcp-admin"));
        assertThat(on.first("Ingress").toString()).doesNotContain("admin");
    }

    @Test
    void policyAdmitsTheIngressAndPrometheusAndLetsOutDnsAndTls() throws IOException {
        var policy = render(REQUIRED + "metrics: {enabled: true}\n")
                .first("NetworkPolicy")
                .path("spec");
        assertThat(policy.path("policyTypes")).hasToString("[\"Ingress\",\"Egress\"]");
        assertThat(policy.path("ingress").findValuesAsText("kubernetes.io/metadata.name"))
                .containsExactly("ingress-nginx", "monitoring");
        assertThat(policy.path("ingress").findValuesAsText("port")).containsExactly("8000", "8081");
        assertThat(policy.path("egress").findValuesAsText("port")).containsExactly("53", "53", "443");
    }

    @Test
    void alarmsAreThoseOfPrometheusForTheJobThatTheMonitorNames() throws IOException {
        var objects = render(EVERYTHING);
        var alarms = new YAMLMapper()
                .readTree(Path.of("../ops/prometheus/alarms.yml").toFile());
        assertThat(objects.first("PrometheusRule").path("spec")).isEqualTo(alarms);
        var monitor = objects.first("ServiceMonitor");
        assertThat(monitor.at("/spec/endpoints/0/relabelings/0/replacement").asText())
                .isEqualTo("quilt-mcp");
        assertThat(alarms.toString()).contains("job=\\\"quilt-mcp\\\"");
        assertThat(monitor.at("/spec/endpoints/0/port").asText()).isEqualTo("admin");
        var admin = objects.all().stream()
                .filter(one -> one.at("/metadata/name").asText().equals("quilt-mcp-admin"))
                .findFirst()
                .orElseThrow();
        assertThat(admin.at("/metadata/labels").properties())
                .containsAll(monitor.at("/spec/selector/matchLabels").properties());
    }

    /** A variable's change has to reach the pods, and a rollback has to bring the old value back. */
    @Test
    void aChangedVariableReplacesThePods() throws IOException {
        assertThat(render(REQUIRED + "replicas: 4\n").pod())
                .isEqualTo(render(REQUIRED).pod());
        assertThat(render(REQUIRED.replace("quilt.example.com", "other.example.com"))
                        .pod())
                .isNotEqualTo(render(REQUIRED).pod());
    }

    @ParameterizedTest
    @CsvSource({
        "QUILT_MCP_SQL_MAX_SCAN_BYTES, 100000000000, 100000000000",
        "QUILT_MCP_MANIFEST_BYTES, 33554432, 33554432",
        "OTEL_TRACES_SAMPLER_ARG, 0.25, 0.25",
        "QUILT_MCP_AUDIT_READS, true, true",
        "QUILT_MCP_ALLOWED_ORIGINS, '\"https://a.example.com,https://b.example.com\"', 'https://a.example.com,https://b.example.com'",
        "QUILT_MCP_SCOPES, '\"\"', ''"
    })
    void variablesKeepTheirValues(String name, String value, String expected) throws IOException {
        var objects = render(REQUIRED.replace("config: {", "config: {%s: %s, ".formatted(name, value)));
        assertThat(objects.variable(name).path("value").isTextual()).isTrue();
        assertThat(objects.variable(name).path("value").asText()).isEqualTo(expected);
    }

    @Test
    void stateKeysComeFromTheSecret() throws IOException {
        var objects = render(REQUIRED.replace("secret: quilt-mcp", "secret: keys, previousKey: old"));
        assertThat(objects.variable("QUILT_MCP_STATE_KEY").at("/valueFrom/secretKeyRef"))
                .hasToString("{\"name\":\"keys\",\"key\":\"state-key\"}");
        assertThat(objects.variable("QUILT_MCP_STATE_KEY_PREVIOUS").at("/valueFrom/secretKeyRef"))
                .hasToString("{\"name\":\"keys\",\"key\":\"old\"}");
        assertThat(render(REQUIRED).pod().toString()).doesNotContain("QUILT_MCP_STATE_KEY_PREVIOUS");
    }

    @Test
    void imageIsTheOneOfTheOtherDeploymentsUnlessADigestIsSet() throws IOException {
        var repository = "730278974607.dkr.ecr.us-east-1.amazonaws.com/quiltdata/mcp";
        assertThat(render(REQUIRED).pod().at("/containers/0/image").asText()).isEqualTo(repository + ":latest");
        assertThat(render(EVERYTHING).pod().at("/containers/0/image").asText()).isEqualTo(repository + "@" + DIGEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "configs: {}                                     | additional properties 'configs' not allowed",
                "config: {QUILT_MCP_TOOLSET: full}               | value must be one of",
                "config: {QUILT_MCP_STATE_KEY: abc}              | value must be one of",
                "config: {QUILT_CATALOG_URL: quilt.example.com}  | does not match pattern",
                "config: {QUILT_MCP_TOOLSETS: [full]}            | got array, want",
                "replicas: 0                                     | minimum: got 0, want 1",
                "autoscaling: {cpuPercent: 100}                  | maximum: got 100, want 90",
                "image: {digest: latest}                         | does not match pattern",
                "ingress: {enabled: true}                        | minLength: got 0, want 1",
                "config: {QUILT_MCP_SHUTDOWN_GRACE: 5m}          | does not match pattern",
                "config: {QUILT_MCP_SHUTDOWN_WAIT: null}         | missing property 'QUILT_MCP_SHUTDOWN_WAIT'",
                "image: {repository: null}                       | missing property 'repository'",
                "ingress: {enabled: true, host: null}            | missing property 'host'",
                "networkPolicy: {ingressNamespace: null}         | missing property 'ingressNamespace'",
                "metrics: {serviceMonitor: {enabled: true}}      | value must be false",
                "metrics: {prometheusRule: {enabled: true}}      | value must be false",
                "extraEnv: [{name: QUILT_MCP_ADMIN_HOST, value: 0.0.0.0}]     | '/extraEnv/0/name': 'not' failed",
                "extraEnv: [{name: QUILT_MCP_STATE_KEY, value: abc}]          | '/extraEnv/0/name': 'not' failed",
                "extraEnv: [{name: AWS_ACCESS_KEY_ID, value: abc}]            | '/extraEnv/0/name': 'not' failed",
                "extraEnv: [{name: OTEL_EXPORTER_OTLP_HEADERS, value: a=b}]   | missing property 'valueFrom'",
                "podAnnotations: {iam.amazonaws.com/role: admin}  | invalid propertyName 'iam.amazonaws.com/role'",
                "metrics: {enabled: 'yes'}                       | got string, want boolean",
            })
    void refusesWrongValues(String wrong, String message) {
        assertThatThrownBy(() -> render(wrong)).hasMessageContaining(message);
    }

    @Test
    void refusesMaxReplicasBelowMinReplicas() {
        assertThatThrownBy(() -> render(REQUIRED + "autoscaling: {minReplicas: 10}\n"))
                .hasMessageContaining("autoscaling.maxReplicas must be at least autoscaling.minReplicas");
    }

    /** YAML would make numbers and booleans of them. */
    @Test
    void namesStayText() throws IOException {
        var objects = render("""
                config: {QUILT_CATALOG_URL: "https://quilt.example.com", QUILT_REGISTRY_URL: "https://registry.example.com"}
                image: {pullSecrets: ["1"]}
                stateKey: {secret: "1", key: "true", previousKey: "2"}
                ingress: {enabled: true, className: "1", host: "123", tlsSecret: "true"}
                networkPolicy: {ingressNamespace: "1", monitoringNamespace: "true"}
                metrics: {enabled: true}
                """);
        for (var key :
                List.of("name", "key", "host", "ingressClassName", "secretName", "kubernetes.io/metadata.name")) {
            assertThat(objects.all())
                    .flatMap(one -> one.findValues(key))
                    .isNotEmpty()
                    .allMatch(JsonNode::isTextual);
        }
    }

    @Test
    void podLabelsDoNotReplaceThoseOfTheSelector() throws IOException {
        var deployment = render(REQUIRED + "podLabels: {app.kubernetes.io/name: other, team: data}\n")
                .first("Deployment");
        assertThat(deployment.at("/spec/template/metadata/labels"))
                .hasToString("{\"app.kubernetes.io/instance\":\"quilt-mcp\","
                        + "\"app.kubernetes.io/name\":\"quilt-mcp\",\"team\":\"data\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.QUILT_CATALOG_URL", "config.QUILT_REGISTRY_URL", "stateKey.secret"})
    void namesTheValueThatIsMissing(String value) {
        var name = value.substring(value.indexOf('.') + 1);
        assertThatThrownBy(() -> render(REQUIRED.replaceAll(name + ": [^,}]+", name + ": \"\"")))
                .hasMessageContaining(value + " is required");
    }

    @Test
    void namesFitWhateverTheReleaseIsCalled() throws IOException {
        for (var release : List.of("a", "r".repeat(53))) {
            assertThat(chart.render(release, EVERYTHING).all())
                    .extracting(one -> one.at("/metadata/name").asText())
                    .allMatch(name -> name.matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])?"));
        }
    }

    @Test
    void takesEveryVariableOfTheConfigurationThatItDoesNotSetItself() throws IOException {
        var known = ConfigTest.variables().stream()
                .map(ConfigTest.Variable::name)
                .filter(name -> !OWN.contains(name))
                .toList();
        assertThat(each(chart.schema().at("/properties/config/propertyNames/enum"))
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(chart.values().path("config").properties())
                .extracting(entry -> entry.getKey())
                .isSubsetOf(known);
        assertThat(each(render(REQUIRED).pod().at("/containers/0/env"))
                        .map(one -> one.path("name").asText()))
                .isSubsetOf(ConfigTest.variables().stream()
                        .map(ConfigTest.Variable::name)
                        .toList());
    }
}
