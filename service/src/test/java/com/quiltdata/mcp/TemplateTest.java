package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.Configurations;
import com.quiltdata.mcp.testing.StackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server's template promises operators in every setting of its parameters. */
final class TemplateTest {
    private static final StackTemplate TEMPLATE = StackTemplate.of("quilt-mcp.yml");

    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.testing.StackTemplate#files")
    void everyParameterIsDescribedAndInOneGroup(String file) {
        var tree = StackTemplate.of(file).tree();
        var grouped = each(tree.at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups"))
                .flatMap(group -> each(group.path("Parameters")))
                .map(JsonNode::asText)
                .toList();
        assertThat(grouped)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(tree.path("Parameters").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(tree.path("Parameters"))
                .allMatch(one -> !one.path("Description").asText().isEmpty());
    }

    /** Nothing but its task definition names the role, and neither depends on a condition. */
    @Test
    void taskRoleHasNoPermissionsInAnySetting() {
        var role = TEMPLATE.resource("TaskRole");
        assertThat(role.has("Condition")).isFalse();
        assertThat(role.at("/Properties").has("ManagedPolicyArns")).isFalse();
        assertThat(role.findValuesAsText("Action")).containsExactly("sts:AssumeRole", "none:*");
        assertThat(TEMPLATE.properties("TaskDefinition").path("TaskRoleArn").asText())
                .isEqualTo("TaskRole.Arn");
        assertThat(TEMPLATE.resources())
                .allSatisfy((name, resource) -> assertThat(resource.toString())
                        .as(name)
                        .satisfiesAnyOf(
                                text -> assertThat(text).doesNotContain("TaskRole"),
                                _ -> assertThat(name).isEqualTo("TaskDefinition")));
    }

    @Test
    void adminPortIsOpenToTheCollectorAlone() {
        for (var rule : TEMPLATE.tree().findParents("ToPort")) {
            var reaches8081 =
                    rule.path("FromPort").asInt() <= 8081 && rule.path("ToPort").asInt() >= 8081;
            assertThat(reaches8081)
                    .as(rule.toString())
                    .isEqualTo(List.of("CollectorScrapes", "CollectorToTasks").stream()
                            .map(TEMPLATE::properties)
                            .anyMatch(rule::equals));
        }
        var opening = TEMPLATE.resource("CollectorToTasks");
        assertThat(opening.path("Condition").asText()).isEqualTo("Collects");
        assertThat(opening.at("/Properties/SourceSecurityGroupId").asText())
                .isEqualTo("CollectorSecurityGroup.GroupId");
        assertThat(TEMPLATE.variable("QUILT_MCP_ADMIN_HOST")).hasToString("[\"Collects\",\"0.0.0.0\",\"127.0.0.1\"]");
        assertThat(TEMPLATE.tree().at("/Parameters/Collector/Default").asText()).isEqualTo("off");
    }

    /** CloudFormation adds rules before it removes others, so that a range cannot move from one resource to another. */
    @Test
    void rulesForClientsAreInTheirGroup() {
        assertThat(TEMPLATE.resources().values())
                .filteredOn(resource -> resource.path("Type").asText().equals("AWS::EC2::SecurityGroupIngress"))
                .extracting(resource -> resource.at("/Properties/GroupId").asText())
                .doesNotContain("LoadBalancerSecurityGroup.GroupId");
        assertThat(TEMPLATE.properties("LoadBalancerSecurityGroup").path("SecurityGroupIngress"))
                .hasSize(6)
                .allSatisfy(rule -> assertThat(rule.at("/1/FromPort").asInt())
                        .isEqualTo(rule.at("/1/ToPort").asInt())
                        .isEqualTo(443));
    }

    /** IAM and CloudWatch Logs know a key by its own ARN only. */
    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.testing.StackTemplate#files")
    void keysCannotBeNamedByAnAlias(String file) {
        assertThat(StackTemplate.of(file).tree().path("Parameters"))
                .extracting(one -> one.path("AllowedPattern").asText())
                .filteredOn(pattern -> pattern.contains(":kms:"))
                .isNotEmpty()
                .allSatisfy(pattern -> {
                    assertThat("arn:aws:kms:us-east-1:123456789012:key/1-2").matches(pattern);
                    assertThat("arn:aws:kms:us-east-1:123456789012:alias/mcp").doesNotMatch(pattern);
                });
    }

    /** A value that the template takes and the server does not would fail the deployment. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0.1", "0.05", ".5", "1.0", "2", ""})
    void takesTheSharesOfTracesThatTheServerTakes(String share) {
        var environment = Map.of(
                "QUILT_CATALOG_URL", "https://quilt.example.com",
                "QUILT_REGISTRY_URL", "https://quilt-registry.example.com",
                "OTEL_TRACES_SAMPLER_ARG", share);
        if (share.matches(
                TEMPLATE.tree().at("/Parameters/TraceShare/AllowedPattern").asText())) {
            assertThat(Configurations.faults(Configurations.SHIPPED, environment))
                    .isEmpty();
        }
    }

    @Test
    void tasksReachNothingElseButTheirCollector() {
        assertThat(TEMPLATE.resources())
                .allSatisfy((name, resource) -> assertThat(name.equals("TasksToCollector"))
                        .as(name)
                        .isEqualTo(resource.path("Type").asText().equals("AWS::EC2::SecurityGroupEgress")
                                && resource.at("/Properties/GroupId").asText().equals("TaskSecurityGroup.GroupId")));
        var spans = TEMPLATE.resource("TasksToCollector");
        assertThat(spans.path("Condition").asText()).isEqualTo("Collects");
        assertThat(spans.at("/Properties/DestinationSecurityGroupId").asText())
                .isEqualTo("CollectorSecurityGroup.GroupId");
        assertThat(spans.at("/Properties/ToPort").asInt()).isEqualTo(4318);
    }

    @Test
    void logDropsNothingUnlessAParameterAllowsIt() {
        var options = TEMPLATE.container().at("/LogConfiguration/Options");
        assertThat(TEMPLATE.byDefault(options.path("mode"))).isEqualTo("blocking");
        assertThat(options.path("max-buffer-size").path(0).asText()).isEqualTo("Blocks");
        assertThat(options.path("max-buffer-size").path(1).asText()).isEqualTo("AWS::NoValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StateKey", "LogGroup"})
    void keyAndLogSurviveTheStack(String resource) {
        var policies = TEMPLATE.resource(resource);
        assertThat(policies.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(policies.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    }

    /** Calls that wait use no processor. */
    @Test
    void scalesByCallsUnderWayBesideTheProcessor() throws IOException {
        var policy = TEMPLATE.properties("ScaleByCalls").path("TargetTrackingScalingPolicyConfiguration");
        assertThat(policy.findValuesAsText("Expression")).containsExactly("requests * FILL(seconds, 0) / 60");
        assertThat(policy.findValuesAsText("MetricName"))
                .containsExactly("RequestCountPerTarget", "TargetResponseTime");
        var limit = ConfigTest.variables().stream()
                .filter(one -> one.name().equals("QUILT_MCP_CONCURRENT_CALLS"))
                .findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(TEMPLATE.byDefault(policy.path("TargetValue"))))
                .isLessThan(Integer.parseInt(String.valueOf(limit.preset())) / 2);
    }

    @Test
    void deploymentIsRolledBackByWhatTheServerLogs() {
        var deployment = TEMPLATE.properties("Service").path("DeploymentConfiguration");
        assertThat(deployment.at("/DeploymentCircuitBreaker/Rollback").asBoolean())
                .isTrue();
        assertThat(deployment.at("/Alarms/Rollback").asBoolean()).isTrue();
        assertThat(deployment.at("/Alarms/AlarmNames")).hasSize(1);
        var alarm = TEMPLATE.properties(deployment.at("/Alarms/AlarmNames/0").asText());
        assertThat(alarm.findValuesAsText("MetricName")).containsExactly("CallsFailed", "AnswersFailed", "Calls");
        assertThat(alarm.findValuesAsText("Namespace")).containsOnly("Quilt/${Name}-server");
    }

    /** The pages about logs and the archive speak of the same lines. */
    @Test
    void archiveTakesTheAuditLinesOfBothFormats() throws IOException {
        var archive = StackTemplate.of("audit-archive.yml");
        var page = Files.readString(Path.of("../runbook/logs.md"));
        var patterns = archive.properties("Filter").path("FilterPattern");
        assertThat(patterns.path(0).asText()).isEqualTo("WritesJson");
        assertThat(page)
                .contains("`" + patterns.path(1).asText() + "`")
                .contains("`" + patterns.path(2).asText() + "`");
        // What CloudWatch Logs allows in a regular expression, between percent signs.
        assertThat(patterns.path(2).asText()).matches("%[A-Za-z0-9:_#=@/;,^$?\\[\\]{}|\\\\*+.-]+%");
        assertThat("AUDIT [2026-11-30T12:00:00.000Z] request=r")
                .containsPattern(patterns.path(2).asText().replace("%", ""));
        assertThat(archive.properties("Bucket").path("ObjectLockEnabled").asBoolean())
                .isTrue();
        assertThat(archive.resource("Bucket").path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
    }
}
