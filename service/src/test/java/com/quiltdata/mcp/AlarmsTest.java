package com.quiltdata.mcp;

import static com.quiltdata.mcp.AlarmFiles.DASHBOARD;
import static com.quiltdata.mcp.AlarmFiles.PAGES;
import static com.quiltdata.mcp.AlarmFiles.RULES;
import static com.quiltdata.mcp.AlarmFiles.TESTS;
import static com.quiltdata.mcp.AlarmFiles.alarmName;
import static com.quiltdata.mcp.AlarmFiles.alarms;
import static com.quiltdata.mcp.AlarmFiles.found;
import static com.quiltdata.mcp.AlarmFiles.resources;
import static com.quiltdata.mcp.AlarmFiles.rules;
import static com.quiltdata.mcp.AlarmFiles.stem;
import static com.quiltdata.mcp.AlarmFiles.text;
import static com.quiltdata.mcp.AlarmFiles.yaml;
import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.metrics.Label;
import com.quiltdata.mcp.metrics.LabelValues;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.FilterPattern;
import com.quiltdata.mcp.testing.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alarm, page and metric belong together: none is there without the others, in Prometheus as in CloudWatch. */
final class AlarmsTest {
    /** What Prometheus itself puts on every series. */
    private static final Set<String> ITS_OWN = Set.of("job", "instance");

    /** The labels by which a user of the dashboard chooses, and the names of its variables. */
    private static final Map<String, String> CHOSEN = Map.of("instance", "instance", "gen_ai_tool_name", "tool");

    private static final Pattern METRIC = Pattern.compile("\\b(?:quilt_mcp|mcp_server|jvm|process)_[a-z_]+\\b");
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:QUILT|MCP|FASTMCP|AWS)_[A-Z0-9_]+\\b");
    private static final Pattern SCRIPT = Pattern.compile("\\bops/[\\w./-]*\\w");
    private static final Pattern ALARM = Pattern.compile("\\bQuiltMcp\\w+");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern SEVERITY =
            Pattern.compile("(?m)^Severity: ([a-z, ]+)\\. Call: the .*\\(../on-call.md\\)\\)\\.$");
    private static final Pattern TWINS = Pattern.compile("(?m)^Prometheus: .* CloudWatch: (.*)$");

    private static Optional<Metric> metric(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> suffixes(metric).anyMatch(suffix -> name.equals(metric.scraped() + suffix)))
                .findFirst();
    }

    private static Stream<String> suffixes(Metric metric) {
        return switch (metric.type()) {
            case COUNTER, GAUGE -> Stream.of("");
            case SUMMARY -> Stream.of("_count", "_sum");
            case HISTOGRAM -> Stream.of("_bucket", "_count", "_sum");
        };
    }

    @Test
    void everyAlarmHasAPageAndEveryPageAnAlarm() throws IOException {
        assertThat(AlarmFiles.pages().stream().map(AlarmFiles::stem)).containsExactlyInAnyOrderElementsOf(alarms());
    }

    @Test
    void everyAlarmSaysWhyItFiresAndNamesItsPage() throws IOException {
        for (var rule : rules()) {
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .endsWith("/runbook/alarms/" + rule.path("alert").asText() + ".md");
            assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        }
    }

    @Test
    void everyCloudWatchAlarmAndItsPageNameEachOther() throws IOException {
        var told = new HashSet<String>();
        for (var alarm : resources("AWS::CloudWatch::Alarm")) {
            var page = PAGES.resolve(alarm.path("AlarmDescription").asText().replaceFirst(".* runbook/alarms/", ""));
            assertThat(page).exists();
            assertThat(twins(page)).contains("`" + alarmName(alarm) + "`");
            told.add(alarmName(alarm));
        }
        for (var page : AlarmFiles.pages()) {
            assertThat(found(Pattern.compile("(?<=`)quilt-mcp-[a-z-]+(?=`)"), twins(page)))
                    .isSubsetOf(told);
        }
    }

    private static String twins(Path page) throws IOException {
        var line = TWINS.matcher(Files.readString(page));
        assertThat(line.find()).as("%s names its alarms", page).isTrue();
        return line.group(1);
    }

    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.AlarmFiles#pages")
    void everyPageNamesItsSeverityAndWhomToCall(Path page) throws IOException {
        var line = SEVERITY.matcher(Files.readString(page));
        assertThat(line.find()).isTrue();
        assertThat(line.group(1).split(", ", -1))
                .containsExactlyInAnyOrder(rules().stream()
                        .filter(rule -> rule.path("alert").asText().equals(stem(page)))
                        .map(rule -> rule.at("/labels/severity").asText())
                        .distinct()
                        .toArray(String[]::new));
        for (var alarm : resources("AWS::CloudWatch::Alarm")) {
            if (alarm.path("AlarmDescription").asText().endsWith("/" + page.getFileName())) {
                var topic = alarm.path("AlarmActions").path(0).asText();
                assertThat(topic).as(alarmName(alarm)).isIn("Pages", "Tickets");
                assertThat(line.group(1)).contains(topic.equals("Pages") ? "page" : "ticket");
            }
        }
    }

    /** Of what can wait, nobody needs to hear that it is over. */
    @Test
    void pagesReportTheirEnd() throws IOException {
        assertThat(resources("AWS::CloudWatch::Alarm"))
                .filteredOn(alarm -> alarm.path("AlarmActions").path(0).asText().equals("Pages"))
                .hasSizeGreaterThan(5)
                .allMatch(alarm -> alarm.path("OKActions").equals(alarm.path("AlarmActions")));
    }

    @Test
    void everyLogMetricOfTheTemplateHasAnAlarm() throws IOException {
        var counted = resources("AWS::Logs::MetricFilter").stream()
                .flatMap(filter -> filter.findValuesAsText("MetricName").stream())
                .collect(Collectors.toSet());
        var watched = resources("AWS::CloudWatch::Alarm").stream()
                .flatMap(alarm -> Stream.concat(Stream.of(alarm), alarm.findParents("Namespace").stream()))
                .filter(metric -> metric.path("Namespace").asText().startsWith("Quilt/"))
                .map(metric -> metric.path("MetricName").asText())
                .collect(Collectors.toSet());
        assertThat(watched).isEqualTo(counted);
    }

    /** A process that is full answers 503, and what strangers send is answered with 4xx: neither wakes anybody as a failure. */
    @Test
    void noAlarmCountsRefusalsOfTheServerAsFailures() throws IOException {
        var filters = FilterPattern.all();
        assertThat(Files.readString(AlarmFiles.TEMPLATE)).doesNotContain("HTTPCode_Target_");
        for (var status : List.of(401, 408, 413, 415, 429, 503)) {
            var text = "ACCESS [2026-01-01T00:00:00.000Z] request=r path=/mcp status=%d bytes=1 ms=1 user_agent=-"
                    .formatted(status);
            var json = "{\"logger\":\"access\",\"status\":%d,\"bytes\":1,\"user_agent\":\"-\"}".formatted(status);
            assertThat(filters).noneMatch(filter -> filter.matches(text) || filter.matches(json));
        }
    }

    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.AlarmFiles#pages")
    void everyPageHasAllSections(Path page) throws IOException {
        var text = Files.readString(page);
        assertThat(text).startsWith("# " + stem(page) + "\n\nPrometheus: `" + stem(page) + "`");
        assertThat(SECTION.matcher(text).results().map(heading -> heading.group(1)))
                .containsExactly("Meaning", "Impact", "Diagnosis", "Mitigation", "Resolved");
        assertThat(SECTION.splitAsStream(text)).noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.AlarmFiles#queries")
    void everyMetricThatARuleOrPageNamesExists(Path file) throws IOException {
        var labels = Arrays.stream(Label.values()).map(Label::label).collect(Collectors.toSet());
        assertThat(found(METRIC, text(file)).filter(name -> !labels.contains(name)))
                .allSatisfy(name -> assertThat(metric(name)).as(name).isPresent());
    }

    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.AlarmFiles#queries")
    void everySelectorUsesExistingLabelsAndValues(Path file) throws IOException {
        for (var selector : Selector.in(text(file))) {
            var known = metric(selector.name());
            if (known.isEmpty()) {
                assertThat(selector.name()).isEqualTo("up");
                assertThat(ITS_OWN).containsAll(selector.labels().keySet());
                continue;
            }
            selector.labels().forEach((name, values) -> check(known.get(), selector, name, values));
        }
        assertThat(Selector.grouped(text(file))).allSatisfy(AlarmsTest::isLabel);
    }

    private static void isLabel(String name) {
        assertThat(ITS_OWN.contains(name)
                        || name.equals("le")
                        || Arrays.stream(Label.values())
                                .anyMatch(label -> label.label().equals(name)))
                .as(name)
                .isTrue();
    }

    private static void check(Metric metric, Selector selector, String name, List<String> values) {
        if (ITS_OWN.contains(name) || (name.equals("le") && selector.name().endsWith("_bucket"))) {
            return;
        }
        var label =
                metric.labels().stream().filter(one -> one.label().equals(name)).findFirst();
        assertThat(label).as("%s of %s", name, selector.name()).isPresent();
        if (values.equals(List.of("$" + CHOSEN.get(name)))) {
            return;
        }
        var possible = LabelValues.of(metric, label.get());
        assertThat(possible.isEmpty() ? List.of() : values)
                .as("%s of %s", name, selector.name())
                .isSubsetOf(possible);
    }

    @Test
    void everyMetricIsUsedByAnAlarmOrTheDashboard() throws IOException {
        var looked = Selector.in(text(RULES) + text(DASHBOARD)).stream()
                .flatMap(selector -> metric(selector.name()).stream())
                .collect(Collectors.toSet());
        assertThat(looked).containsExactlyInAnyOrder(Metric.values());
    }

    @Test
    void dashboardLetsItsUserChooseInstanceAndTool() throws IOException {
        var board = Files.readString(DASHBOARD);
        for (var variable : CHOSEN.values()) {
            assertThat(board).contains("\"name\": \"" + variable + "\"");
        }
        assertThat(Selector.in(text(DASHBOARD))).allSatisfy(selector -> {
            assertThat(selector.labels()).containsEntry("instance", List.of("$instance"));
            if (selector.name().startsWith("mcp_server_operation")) {
                assertThat(selector.labels()).containsEntry("gen_ai_tool_name", List.of("$tool"));
            }
        });
    }

    @Test
    void rulesSayWhenTheyNeedStandardLevelAndNeverNeedDetailed() throws IOException {
        for (var rule : text(RULES).split("\n\n", -1)) {
            var level = Selector.in(rule).stream()
                    .flatMap(selector -> metric(selector.name()).stream())
                    .map(Metric::level)
                    .max(MetricsLevel::compareTo)
                    .orElse(MetricsLevel.MINIMAL);
            assertThat(level).isLessThan(MetricsLevel.DETAILED);
            assertThat(rule.contains("# Needs standard.")).as(rule).isEqualTo(level == MetricsLevel.STANDARD);
        }
    }

    @Test
    void everyAlarmHasATestInWhichItFiresAndEndsAndOneInWhichItNeverFires() throws IOException {
        var ends = new TreeSet<String>();
        var never = new TreeSet<String>();
        for (var file : TESTS) {
            for (var test : yaml(file).path("tests")) {
                firings(test).forEach((alarm, firing) -> {
                    if (firing.contains("fires, ends")) {
                        ends.add(alarm);
                    } else if (!firing.contains("fires")) {
                        never.add(alarm);
                    }
                });
            }
        }
        assertThat(ends).isEqualTo(alarms());
        assertThat(never).isEqualTo(alarms());
    }

    /** Returns whether each alarm of a test fires, at one time after the other as they are written. */
    private static Map<String, String> firings(JsonNode test) {
        return each(test.path("alert_rule_test"))
                .collect(Collectors.groupingBy(
                        one -> one.path("alertname").asText(),
                        Collectors.mapping(
                                one -> one.path("exp_alerts").isEmpty() ? "ends" : "fires", Collectors.joining(", "))));
    }

    @ParameterizedTest
    @MethodSource("com.quiltdata.mcp.AlarmFiles#queries")
    void pagesNameOnlyExistingVariablesScriptsAndAlarms(Path file) throws IOException {
        var variables =
                ConfigTest.variables().stream().map(ConfigTest.Variable::name).toList();
        var text = Files.readString(file);
        assertThat(found(VARIABLE, text)).isSubsetOf(variables);
        assertThat(found(SCRIPT, text))
                .allSatisfy(script -> assertThat(Path.of("..", script)).exists());
        assertThat(found(ALARM, text)).isSubsetOf(alarms());
    }
}
