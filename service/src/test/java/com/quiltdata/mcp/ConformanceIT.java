package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.conformance.Baseline;
import com.quiltdata.mcp.conformance.BearerProxy;
import com.quiltdata.mcp.conformance.Findings;
import com.quiltdata.mcp.conformance.Suite;
import com.quiltdata.mcp.testing.SandboxProcess;
import io.dropwizard.core.Application;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The public conformance suite judges the server over HTTP, one case a scenario: once with the suite's fixtures in place
 * of a catalog's tools, and once as it is. It needs npm, and Node 22 or later, which npm brings; without them all is
 * skipped, unless the environment says CONFORMANCE=required.
 */
final class ConformanceIT {
    private static final String CURRENT = "2026-07-28";
    private static final String HANDSHAKE = "2025-11-25";

    /** What the suite reports without scoring it, and what passes here all the same. */
    private static final String HEADERS = "http-header-validation";

    private static final String SCHEMAS = "json-schema-2020-12";

    /** The scenarios of the skills extension that apply: the third is about directories, which this server lacks. */
    private static final List<String> SKILLS = List.of("sep-2640-skills-enumeration", "sep-2640-skills-manifest");

    /** One run of the suite. */
    private record Run(String server, String revision, Baseline baseline, List<String> unscored) {
        @Override
        public String toString() {
            return server + "-" + revision;
        }
    }

    @TestFactory
    Stream<DynamicTest> fixturesPassTheCurrentRevisionCompletely() {
        return judged(FixtureApplication::new, new Run("fixtures", CURRENT, Baseline.NONE, List.of(HEADERS, SCHEMAS)));
    }

    @TestFactory
    Stream<DynamicTest> fixturesPassTheHandshakeRevisionExceptSessions() {
        var baseline = Baseline.named("fixtures-2025-11-25.yml");
        return judged(FixtureApplication::new, new Run("fixtures", HANDSHAKE, baseline, List.of(SCHEMAS)));
    }

    @TestFactory
    Stream<DynamicTest> productPassesTheCurrentRevisionExceptFixtures() {
        var baseline = Baseline.named("product-2026-07-28.yml");
        return judged(McpApplication::new, new Run("product", CURRENT, baseline, List.of(HEADERS)));
    }

    @TestFactory
    Stream<DynamicTest> productPassesTheHandshakeRevisionExceptFixtures() {
        var baseline = Baseline.named("product-2025-11-25.yml");
        return judged(McpApplication::new, new Run("product", HANDSHAKE, baseline, List.of()));
    }

    private static Stream<DynamicTest> judged(
            Function<ConfigurationLoader, Application<McpConfiguration>> application, Run run) {
        var suite = suite();
        var token = SandboxProcess.shared().token("writer");
        try (var server = TestServer.onSandbox(Map.of(), application);
                var proxy = BearerProxy.before(server.port(), token)) {
            var verdict = suite.judge(proxy.port(), run.revision(), run.toString(), run.baseline());
            var required = suite.required(run.revision());
            say(run, verdict, required);
            var skills = run.server().equals("product") ? SKILLS : List.<String>of();
            var published = skills.stream()
                    .map(scenario -> {
                        var findings = suite.judge(proxy.port(), run.revision(), run.toString(), scenario);
                        return dynamicTest(scenario, () -> checkSkills(findings));
                    })
                    .toList();
            var whole = dynamicTest(
                    "the suite's exit status",
                    () -> assertThat(verdict.exit()).as(verdict::tail).isZero());
            return Stream.of(
                            Stream.of(whole),
                            Stream.concat(required.stream(), run.unscored().stream())
                                    .map(scenario -> dynamicTest(scenario, () -> check(run, scenario, verdict))),
                            published.stream())
                    .flatMap(Function.identity());
        }
    }

    private static void say(Run run, Suite.Verdict verdict, List<String> required) {
        var passed = required.stream()
                .filter(scenario -> verdict.of(scenario).passed())
                .count();
        System.out.printf(
                "CONFORMANCE %s, --requirements %s: %d of %d required scenarios pass, %d expected to fail, exit %d;"
                        + " checks, unscored ones included: %s%n",
                run.server(),
                run.revision(),
                passed,
                required.size(),
                required.size() - passed,
                verdict.exit(),
                verdict.total());
    }

    private static void check(Run run, String scenario, Suite.Verdict verdict) {
        var findings = verdict.of(scenario);
        assertThat(findings.checks()).as("what the suite looked at").isNotEmpty();
        assertThat(findings.wrong().stream().filter(check -> !run.baseline().expects(scenario, check)))
                .isEmpty();
    }

    private static void checkSkills(Findings findings) {
        var byStatus = findings.checks().stream()
                .collect(Collectors.groupingBy(Findings.Check::status, TreeMap::new, Collectors.counting()));
        System.out.println("CONFORMANCE skills: " + byStatus);
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.checks()).anyMatch(check -> check.status().equals("SUCCESS"));
    }

    private static Suite suite() {
        var suite = Suite.installed();
        if (suite.isEmpty()) {
            var sentence = "The conformance suite is SKIPPED: it needs npm, and Node 22 or later.";
            System.out.println(sentence);
            assertThat(System.getenv("CONFORMANCE")).as(sentence).isNotEqualTo("required");
        }
        assumeTrue(suite.isPresent());
        return suite.orElseThrow();
    }
}
