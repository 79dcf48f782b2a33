package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.metrics.Label;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.testing.StackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The collector's template, its configuration files and its dashboard agree with each other and with the metrics. */
final class CollectorTest {
    private static final Path FILES = Path.of("../ops/collector");
    private static final StackTemplate TEMPLATE = StackTemplate.of("collector.yml");
    private static final Pattern SEARCHED = Pattern.compile("\\{[^,}]+,([\\w,]+)} MetricName=\"(\\w+)\"");

    /** The address of a task, which the scrape adds. */
    private static final String TASK = "task";

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(FILES.resolve(file).toFile());
    }

    private static Stream<Metric> metrics(String pattern) {
        return Arrays.stream(Metric.values())
                .filter(metric ->
                        Pattern.compile(pattern).matcher(metric.scraped()).find());
    }

    @Test
    void templateHasTheFilesWordForWord() throws IOException {
        assertThat(TEMPLATE.variable("INTAKE").asText()).isEqualTo(Files.readString(FILES.resolve("intake.yml")));
        var destination = TEMPLATE.variable("DESTINATION");
        assertThat(destination.path(0).asText()).isEqualTo("ToCloudWatch");
        assertThat(destination.path(1).asText()).isEqualTo(Files.readString(FILES.resolve("cloudwatch.yml")));
        assertThat(destination.at("/2/0").asText()).isEqualTo("ToAmp");
        assertThat(destination.at("/2/1").asText()).isEqualTo(Files.readString(FILES.resolve("amp.yml")));
        assertThat(destination.at("/2/2").asText()).isEqualTo(Files.readString(FILES.resolve("remote-write.yml")));
        assertThat(TEMPLATE.container().path("Command"))
                .hasToString("[\"--config=env:INTAKE\",\"--config=env:DESTINATION\"]");
    }

    /** A variable that the template does not set would be empty. */
    @ParameterizedTest
    @ValueSource(strings = {"intake.yml", "cloudwatch.yml", "amp.yml", "remote-write.yml"})
    void templateSetsEveryVariableOfTheFiles(String file) throws IOException {
        var set = Stream.concat(
                        TEMPLATE.container().path("Environment").findValuesAsText("Name").stream(),
                        TEMPLATE.container().path("Secrets").findValuesAsText("Name").stream())
                .toList();
        var used = Pattern.compile("(?<=\\$\\{env:)\\w+")
                .matcher(Files.readString(FILES.resolve(file)))
                .results()
                .map(match -> match.group())
                .toList();
        assertThat(set).containsAll(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudwatch.yml", "amp.yml", "remote-write.yml"})
    void pipelinesNameOnlyWhatTheFilesConfigure(String destination) throws IOException {
        var parts = List.of(yaml("intake.yml"), yaml(destination));
        for (var kind : List.of("receivers", "processors", "exporters")) {
            var configured = parts.stream()
                    .flatMap(part -> part.path(kind).propertyStream().map(entry -> entry.getKey()))
                    .toList();
            var used = parts.stream()
                    .flatMap(part -> each(part.at("/service/pipelines")))
                    .flatMap(pipeline -> each(pipeline.path(kind)))
                    .map(JsonNode::asText)
                    .toList();
            assertThat(configured).as(kind).containsExactlyInAnyOrderElementsOf(List.copyOf(new HashSet<>(used)));
        }
    }

    @Test
    void scrapesTheNameAndPortOfTheServersTemplate() throws IOException {
        var job = yaml("intake.yml").at("/receivers/prometheus/config/scrape_configs/0");
        assertThat(job.path("job_name").asText()).isEqualTo("quilt-mcp");
        assertThat(job.at("/dns_sd_configs/0/names/0").asText()).isEqualTo("${env:SERVER_NAME}");
        assertThat(TEMPLATE.variable("SERVER_NAME").asText()).isEqualTo("server.${Name}.internal");
        var server = StackTemplate.of("quilt-mcp.yml");
        assertThat(server.properties("Names").path("Name").asText()).isEqualTo("${Name}.internal");
        assertThat(server.properties("ServerName").path("Name").asText()).isEqualTo("server");
        assertThat(job.at("/dns_sd_configs/0/port").asText())
                .isEqualTo(
                        server.properties("CollectorToTasks").path("FromPort").asText())
                .isEqualTo(ConfigTest.variables().stream()
                        .filter(one -> one.name().equals("QUILT_MCP_ADMIN_PORT"))
                        .map(one -> String.valueOf(one.preset()))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void sendsMetricsThatExistWithDimensionsThatTheyHave() throws IOException {
        for (var rule : yaml("cloudwatch.yml").at("/exporters/awsemf/metric_declarations")) {
            for (var selector : rule.path("metric_name_selectors")) {
                assertThat(metrics(selector.asText()))
                        .as(selector.asText())
                        .isNotEmpty()
                        .allSatisfy(metric -> each(rule.path("dimensions"))
                                .flatMap(StackTemplate::each)
                                .forEach(dimension -> has(metric, dimension.asText())));
            }
        }
    }

    private static void has(Metric metric, String dimension) {
        assertThat(Stream.concat(Stream.of(TASK), metric.labels().stream().map(Label::label)))
                .as(metric.scraped())
                .contains(dimension);
    }

    /** Each widget shows what the exporter is told to send. */
    @Test
    void dashboardShowsWhatIsSentByInstanceAndTool() throws IOException {
        var sent = yaml("cloudwatch.yml").at("/exporters/awsemf/metric_declarations");
        var board = new ObjectMapper()
                .readTree(TEMPLATE.properties("Dashboard")
                        .path("DashboardBody")
                        .asText()
                        .replace("${Name}", "quilt-mcp"));
        assertThat(board.path("variables").findValuesAsText("property")).containsExactly(TASK, "gen_ai_tool_name");
        for (var shown : board.findValues("metrics")) {
            for (var metric : shown) {
                var search = SEARCHED.matcher(metric.path(0).path("expression").asText());
                var searched = search.find();
                var name = searched ? search.group(2) : metric.path(1).asText();
                var dimensions = searched
                        ? List.of(search.group(1).split(",", -1))
                        : metric.size() > 4 && metric.path(4).isTextual()
                                ? List.of(
                                        metric.path(2).asText(), metric.path(4).asText())
                                : List.of(metric.path(2).asText());
                assertThat(each(sent))
                        .as(name)
                        .anyMatch(rule -> each(rule.path("metric_name_selectors"))
                                        .anyMatch(selector -> Pattern.compile(selector.asText())
                                                .matcher(name)
                                                .find())
                                && each(rule.path("dimensions"))
                                        .anyMatch(set -> each(set)
                                                .map(JsonNode::asText)
                                                .toList()
                                                .equals(dimensions)));
            }
        }
    }

    @Test
    void rolesOfTheCollectorAreItsOwnAndReadNothing() {
        assertThat(TEMPLATE.properties("TaskDefinition").path("TaskRoleArn").asText())
                .isEqualTo("TaskRole.Arn");
        assertThat(TEMPLATE.properties("TaskRole").path("RoleName").asText()).contains("-collector-");
        var actions = List.of("TaskRole", "SendsToCloudWatch", "SendsToAmp").stream()
                .flatMap(role -> TEMPLATE.resource(role).findValues("Action").stream())
                .flatMap(action -> action.isArray() ? each(action) : Stream.of(action))
                .map(JsonNode::asText);
        assertThat(actions)
                .containsExactlyInAnyOrder(
                        "sts:AssumeRole",
                        "xray:PutTraceSegments",
                        "xray:PutTelemetryRecords",
                        "logs:CreateLogStream",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents",
                        "aps:RemoteWrite");
    }

    /** Two would count everything twice. */
    @Test
    void onlyOneCollectorRunsAtATime() {
        var service = TEMPLATE.properties("Service");
        assertThat(service.path("DesiredCount").asInt()).isEqualTo(1);
        assertThat(service.at("/DeploymentConfiguration/MaximumPercent").asInt())
                .isEqualTo(100);
    }
}
