package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.StackTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The module of ops/terraform, read by HashiCorp's parser, agrees with the template, the task definition and config.yml.
 * The parser needs Node and npm; without them all is skipped, unless the environment says FOREIGN_CLIENTS=required.
 */
final class TerraformIT {
    private static final StackTemplate TEMPLATE = StackTemplate.of("quilt-mcp.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+){2,}\\b");

    private static final Pattern EACH = Pattern.compile("\\$\\{each\\.value\\.(\\w+)}");

    private static final Pattern REGEX = Pattern.compile("regex\\(\"([^\"]+)\"");

    private static JsonNode module;

    @BeforeAll
    static void parse() {
        module = NodeFolder.installed(Path.of("../ops/workflow")).run("terraform.mjs");
    }

    private static JsonNode resource(String type, String name) {
        return module.path("resource").path(type).path(name).path(0);
    }

    private static JsonNode local(String name) {
        return module.at("/locals/0").path(name);
    }

    private static JsonNode variable(String name) {
        return module.path("variable").path(name).path(0);
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode taskDefinition() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("../ops/fargate/task-definition.json").toFile());
    }

    @Test
    void everyVariableAndOutputIsDescribed() {
        assertThat(module.path("variable").properties()).hasSizeGreaterThan(20).allSatisfy(entry -> {
            var variable = entry.getValue().path(0);
            assertThat(variable.path("description").asText()).as(entry.getKey()).endsWith(".");
            assertThat(variable.path("type").asText()).as(entry.getKey()).isNotEmpty();
            for (var validation : variable.path("validation")) {
                assertThat(validation.path("error_message").asText())
                        .contains(entry.getKey())
                        .endsWith(".");
            }
        });
        assertThat(module.path("output").properties())
                .allSatisfy(entry -> assertThat(
                                entry.getValue().at("/0/description").asText())
                        .endsWith("."));
        assertThat(names(module.path("output")))
                .containsExactlyInAnyOrder(
                        "address", "zone_id", "load_balancer_arn", "task_security_group_id", "service", "log_group");
    }

    @Test
    void onlyWhatNoDefaultCanKnowIsRequired() {
        assertThat(module.path("variable")
                        .propertyStream()
                        .filter(entry -> !entry.getValue().path(0).has("default"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "catalog_url",
                        "registry_url",
                        "vpc_id",
                        "load_balancer_subnets",
                        "subnets",
                        "certificate_arn",
                        "cluster",
                        "state_key_secret_arn");
    }

    @ParameterizedTest
    @CsvSource({
        "image, Image",
        "architecture, Architecture",
        "name, Name",
        "cpu, Cpu",
        "memory, Memory",
        "min_tasks, Tasks",
        "max_tasks, MostTasks",
        "cpu_target, CpuTarget",
        "calls_per_task, CallsPerTask",
        "log_mode, LogMode",
        "log_days, LogDays"
    })
    void defaultsAreTheTemplates(String variable, String parameter) {
        assertThat(variable(variable).path("default").asText())
                .isEqualTo(TEMPLATE.tree()
                        .at("/Parameters/" + parameter + "/Default")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({
        "cluster, tools, arn:aws:ecs:us-east-1:123456789012:cluster/tools",
        "state_key_secret_arn, arn:aws:secretsmanager:us-east-1:123456789012:secret:key-AbCdEf, "
                + "arn:aws:secretsmanager:us-east-1:123456789012:secret:key-AbCdEf:json-key::",
        "secret_key_arn, arn:aws:kms:us-east-1:123456789012:key/abc, arn:aws:kms:us-east-1:123456789012:alias/abc",
        "catalog_url, https://quilt.example.com, https://quilt.example.com/",
        "registry_url, https://registry.example.com, http://registry.example.com"
    })
    void refusesValuesThatFailOnlyAtAws(String variable, String right, String wrong) {
        var regex =
                REGEX.matcher(variable(variable).at("/validation/0/condition").asText());
        assertThat(regex.find()).isTrue();
        var pattern = Pattern.compile(regex.group(1).replace("\\\\", "\\"));
        assertThat(pattern.matcher(right).find()).isTrue();
        assertThat(pattern.matcher(wrong).find()).isFalse();
    }

    @Test
    void setsVariablesOfTheConfigurationWithTheTemplatesValues() throws IOException {
        var known =
                ConfigTest.variables().stream().map(ConfigTest.Variable::name).toList();
        var preset = local("preset");
        assertThat(names(preset)).isSubsetOf(known);
        for (var name : List.of("MCP_SKIP_BANNER", "QUILT_MCP_SHUTDOWN_WAIT", "QUILT_MCP_SHUTDOWN_GRACE")) {
            assertThat(preset.path(name)).isEqualTo(TEMPLATE.variable(name));
        }
        assertThat(named(local("secrets")))
                .containsExactlyInAnyOrder("QUILT_MCP_STATE_KEY", "QUILT_MCP_STATE_KEY_PREVIOUS")
                .isSubsetOf(known);
        assertThat(named(variable("config").at("/validation/1/condition")))
                .contains("QUILT_CATALOG_URL", "QUILT_REGISTRY_URL", "QUILT_MCP_STATE_KEY", "QUILT_MCP_ADMIN_HOST")
                .contains("OTEL_EXPORTER_OTLP_HEADERS")
                .isSubsetOf(known);
    }

    private static Stream<String> named(JsonNode expression) {
        return VARIABLE.matcher(expression.asText())
                .results()
                .map(MatchResult::group)
                .distinct();
    }

    @Test
    void containerIsThatOfTheTaskDefinition() throws IOException {
        var expected = taskDefinition().at("/containerDefinitions/0");
        var container = local("container");
        for (var key : List.of("name", "essential", "portMappings", "healthCheck")) {
            assertThat(container.path(key)).as(key).isEqualTo(expected.path(key));
        }
        assertThat(names(local("preset")))
                .containsAll(expected.path("environment").findValuesAsText("name"));
        var options = expected.at("/logConfiguration/options");
        assertThat(container.at("/logConfiguration/logDriver")).isEqualTo(expected.at("/logConfiguration/logDriver"));
        assertThat(names(local("log_options"))).containsAll(names(options)).contains("mode");
        assertThat(local("log_options").path("awslogs-stream-prefix")).isEqualTo(options.path("awslogs-stream-prefix"));
        assertThat(local("log_group").asText().replace("${local.server}", "quilt-mcp-server"))
                .isEqualTo(options.path("awslogs-group").asText());
        assertThat(variable("image").path("default")).isEqualTo(expected.path("image"));
    }

    @Test
    void containerIsAsUnprivilegedAndStopsAsTheTemplates() {
        var template = TEMPLATE.container();
        var container = local("container");
        assertThat(container.path("user").asText())
                .isEqualTo(template.path("User").asText());
        assertThat(container.path("readonlyRootFilesystem"))
                .isEqualTo(template.path("ReadonlyRootFilesystem"))
                .hasToString("true");
        assertThat(container.path("stopTimeout")).isEqualTo(template.path("StopTimeout"));
        assertThat(container.at("/linuxParameters/capabilities/drop"))
                .isEqualTo(template.at("/LinuxParameters/Capabilities/Drop"))
                .hasToString("[\"ALL\"]");
        assertThat(container.at("/linuxParameters/initProcessEnabled"))
                .isEqualTo(template.at("/LinuxParameters/InitProcessEnabled"));
    }

    @Test
    void taskRoleHasNoPolicyAndTheExecutionRoleThatOfTheReferencePlusTheSecret() throws IOException {
        assertThat(names(module.path("resource")))
                .filteredOn(type -> type.startsWith("aws_iam"))
                .containsExactlyInAnyOrder("aws_iam_role", "aws_iam_role_policy");
        assertThat(names(module.at("/resource/aws_iam_role_policy"))).containsExactly("execution");
        assertThat(resource("aws_iam_role_policy", "execution").path("role").asText())
                .isEqualTo("${aws_iam_role.execution.id}");
        var task = resource("aws_ecs_task_definition", "this");
        assertThat(task.path("task_role_arn").asText()).isEqualTo("${aws_iam_role.task.arn}");
        assertThat(task.path("execution_role_arn").asText()).isEqualTo("${aws_iam_role.execution.arn}");
        assertThat(names(resource("aws_iam_role", "task"))).doesNotContain("inline_policy", "managed_policy_arns");
        var expected = new ObjectMapper()
                .readTree(Path.of("../ops/fargate/execution-role.json").toFile())
                .findValues("Action");
        var actual =
                module.at("/data/aws_iam_policy_document/execution/0/statement").findValues("actions");
        assertThat(actual).hasSize(3).startsWith(expected.toArray(JsonNode[]::new));
        assertThat(actual.getLast()).hasToString("[\"secretsmanager:GetSecretValue\"]");
    }

    /** Whoever reads the state must not read the key. */
    @Test
    void stateHoldsNoKey() {
        assertThat(names(module.path("resource")))
                .noneMatch(type -> type.startsWith("random_") || type.startsWith("aws_secretsmanager"));
        assertThat(names(module.path("data"))).noneMatch(type -> type.startsWith("aws_secretsmanager"));
    }

    @Test
    void tasksAreReachedAt8000FromTheBalancerAndReachOnly443() {
        assertThat(rule("ingress", "load_balancer_to_tasks"))
                .isEqualTo("${aws_security_group.tasks.id} 8000-8000 ${aws_security_group.load_balancer.id}");
        assertThat(rule("egress", "load_balancer_to_tasks"))
                .isEqualTo("${aws_security_group.load_balancer.id} 8000-8000 ${aws_security_group.tasks.id}");
        assertThat(rule("ingress", "clients"))
                .isEqualTo("${aws_security_group.load_balancer.id} 443-443 ${each.value}");
        assertThat(rule("egress", "tasks")).isEqualTo("${aws_security_group.tasks.id} 443-443 0.0.0.0/0");
        assertThat(names(module.at("/resource/aws_vpc_security_group_ingress_rule")))
                .hasSize(2);
        assertThat(names(module.at("/resource/aws_vpc_security_group_egress_rule")))
                .hasSize(2);
        for (var group : List.of("tasks", "load_balancer")) {
            assertThat(names(resource("aws_security_group", group))).doesNotContain("ingress", "egress");
        }
    }

    private static String rule(String direction, String name) {
        var rule = resource("aws_vpc_security_group_" + direction + "_rule", name);
        var other = rule.has("cidr_ipv4") ? rule.path("cidr_ipv4") : rule.path("referenced_security_group_id");
        return "%s %s-%s %s"
                .formatted(
                        rule.path("security_group_id").asText(),
                        rule.path("from_port").asText(),
                        rule.path("to_port").asText(),
                        other.asText());
    }

    @ParameterizedTest
    @CsvSource({
        "aws_lb, idle_timeout, LoadBalancer, idle_timeout.timeout_seconds",
        "aws_lb, drop_invalid_header_fields, LoadBalancer, routing.http.drop_invalid_header_fields.enabled",
        "aws_lb_target_group, deregistration_delay, TargetGroup, deregistration_delay.timeout_seconds",
        "aws_lb_target_group, slow_start, TargetGroup, slow_start.duration_seconds",
        "aws_lb_target_group, port, TargetGroup, Port",
        "aws_lb_target_group, target_type, TargetGroup, TargetType",
        "aws_lb_listener, protocol, Listener, Protocol",
        "aws_lb_listener, ssl_policy, Listener, SslPolicy"
    })
    void balancerIsTheTemplates(String type, String argument, String resource, String key) {
        var template = TEMPLATE.properties(resource);
        var expected = Stream.of("LoadBalancerAttributes", "TargetGroupAttributes")
                .flatMap(list -> each(template.path(list)))
                .filter(one -> one.path("Key").asText().equals(key))
                .map(one -> one.path("Value"))
                .findFirst()
                .orElse(template.path(key));
        assertThat(resource(type, "this").path(argument).asText()).isEqualTo(expected.asText());
    }

    @ParameterizedTest
    @CsvSource({
        "path, HealthCheckPath",
        "interval, HealthCheckIntervalSeconds",
        "timeout, HealthCheckTimeoutSeconds",
        "healthy_threshold, HealthyThresholdCount",
        "unhealthy_threshold, UnhealthyThresholdCount"
    })
    void healthCheckIsTheTemplates(String argument, String key) {
        assertThat(resource("aws_lb_target_group", "this")
                        .at("/health_check/0")
                        .path(argument)
                        .asText())
                .isEqualTo(TEMPLATE.properties("TargetGroup").path(key).asText());
    }

    @Test
    void scalesByTheTemplatesMetrics() {
        var calls = resource("aws_appautoscaling_policy", "calls");
        var expected = TEMPLATE.properties("ScaleByCalls");
        assertThat(calls.findValuesAsText("expression")).isEqualTo(expected.findValuesAsText("Expression"));
        assertThat(calls.findValuesAsText("metric_name")).isEqualTo(expected.findValuesAsText("MetricName"));
        assertThat(resource("aws_appautoscaling_policy", "cpu").findValuesAsText("predefined_metric_type"))
                .isEqualTo(TEMPLATE.properties("ScaleByCpu").findValuesAsText("PredefinedMetricType"));
    }

    @Test
    void auditLinesSurviveTheModule() {
        var log = resource("aws_cloudwatch_log_group", "this");
        assertThat(log.path("skip_destroy").asBoolean()).isTrue();
        assertThat(log.path("name").asText()).isEqualTo("${local.log_group}");
        assertThat(local("log_options").path("mode").asText()).isEqualTo("${var.log_mode}");
    }

    @ParameterizedTest
    @CsvSource({
        "no_task_healthy, NoTaskHealthy",
        "task_unhealthy, TaskUnhealthy",
        "saturated, CpuShort",
        "saturated, MemoryShort"
    })
    void alarmsAreTheTemplates(String name, String resource) {
        var alarm = resource("aws_cloudwatch_metric_alarm", name);
        var expected = TEMPLATE.properties(resource);
        for (var key : List.of(
                "AlarmDescription",
                "Namespace",
                "MetricName",
                "Statistic",
                "Period",
                "EvaluationPeriods",
                "Threshold",
                "ComparisonOperator",
                "TreatMissingData")) {
            assertThat(valueOf(alarm, snake(key), expected.path("MetricName")))
                    .as(key)
                    .isEqualTo(expected.path(key).asText());
        }
    }

    /** Value of an alarm's argument; of alarms with for_each, that of the alarm for a metric. */
    private static String valueOf(JsonNode alarm, String argument, JsonNode metric) {
        var text = alarm.path(argument).asText();
        var reference = EACH.matcher(text);
        return reference.matches()
                ? each(alarm.path("for_each"))
                        .filter(one -> one.path("metric").equals(metric))
                        .map(one -> one.path(reference.group(1)).asText())
                        .findFirst()
                        .orElseThrow()
                : text;
    }

    private static String snake(String key) {
        return key.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
