package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.quiltdata.mcp.conformance.Baseline;
import com.quiltdata.mcp.conformance.BearerProxy;
import com.quiltdata.mcp.conformance.Findings;
import com.quiltdata.mcp.conformance.Suite;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The public conformance suite judges the server over HTTP, one case a scenario. It needs npm, and Node 22 or later,
 * which npm brings; without them all is skipped, unless the environment says CONFORMANCE=required.
 */
final class ConformanceIT {
    private static final String CURRENT = "2026-07-28";
    private static final String HANDSHAKE = "2025-11-25";

    @TestFactory
    Stream<DynamicTest> theProductIsJudgedByTheCurrentRevision() {
        return product(CURRENT);
    }

    @TestFactory
    Stream<DynamicTest> theProductIsJudgedByTheLastHandshakeRevision() {
        return product(HANDSHAKE);
    }

    @TestFactory
    Stream<DynamicTest> theFixturesAreJudgedByTheCurrentRevision() {
        return fixtures(CURRENT, null);
    }

    @TestFactory
    Stream<DynamicTest> theFixturesAreJudgedByTheLastHandshakeRevision() {
        return fixtures(HANDSHAKE, Baseline.named("fixtures-2025-11-25.yml"));
    }

    private static Stream<DynamicTest> fixtures(String revision, @Nullable Baseline baseline) {
        var suite = suite();
        try (var server = TestServer.onSandbox(Map.of(), FixtureApplication::new)) {
            return judged(suite, server, "fixtures", revision, baseline);
        }
    }

    private static Stream<DynamicTest> product(String revision) {
        var suite = suite();
        try (var server = TestServer.onSandbox(Map.of())) {
            return judged(suite, server, "product", revision, Baseline.named("product-" + revision + ".yml"));
        }
    }

    private static Stream<DynamicTest> judged(
            Suite suite, TestServer server, String name, String revision, @Nullable Baseline baseline) {
        try (var proxy =
                BearerProxy.before(server.port(), SandboxProcess.shared().token("writer"))) {
            var verdict = suite.judge(
                    proxy.port(), revision, name + "-" + revision, baseline == null ? null : baseline.file());
            var required = suite.required(revision);
            System.out.printf(
                    "CONFORMANCE %s, %s: %d required scenarios, %d expected to fail, exit %d, %s%n",
                    name,
                    revision,
                    required.size(),
                    baseline == null ? 0 : baseline.scenarios().size(),
                    verdict.exit(),
                    verdict.total());
            var whole = dynamicTest(
                    "the suite's exit status",
                    () -> assertThat(verdict.exit()).as(verdict::tail).isZero());
            return Stream.concat(
                    Stream.of(whole),
                    required.stream()
                            .map(scenario ->
                                    dynamicTest(scenario, () -> check(scenario, verdict.of(scenario), baseline))));
        }
    }

    private static void check(String scenario, Findings findings, @Nullable Baseline baseline) {
        assertThat(findings.checks()).as("what the suite looked at").isNotEmpty();
        var unexpected = findings.wrong().stream()
                .filter(check -> baseline == null || !baseline.expects(scenario, check))
                .toList();
        assertThat(unexpected).isEmpty();
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
