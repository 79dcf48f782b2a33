package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows give nobody more rights than they need, and look for vulnerabilities; Dependabot watches every folder. */
final class WorkflowsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path FOLDER = ROOT.resolve(Path.of(".github", "workflows"));
    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses: (.*)$");

    static List<Path> workflows() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.toList();
        }
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }

    private static List<JsonNode> steps(String workflow, String job) throws IOException {
        return each(yaml(FOLDER.resolve(workflow)).at("/jobs/" + job + "/steps"))
                .toList();
    }

    /** A tag can be moved to other code; a commit cannot. */
    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedToACommitAndNamesItsVersion(Path workflow) throws IOException {
        assertThat(USES.matcher(Files.readString(workflow)).results().map(it -> it.group(1)))
                .isNotEmpty()
                .allMatch(it -> it.matches("[\\w./-]+@[0-9a-f]{40} # (v[\\d.]+|main of \\d{4}-\\d\\d-\\d\\d)(,.*)?"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void jobsHaveOnlyTheRightsThatTheyName(Path workflow) throws IOException {
        var content = yaml(workflow);
        assertThat(content.path("permissions").isObject()).isTrue();
        assertThat(content.path("permissions")).isEmpty();
        assertThat(content.path("jobs")).isNotEmpty().allSatisfy(job -> {
            assertThat(job.path("permissions")).isNotEmpty();
            assertThat(job.path("timeout-minutes").isInt()).isTrue();
            assertThat(job.path("steps"))
                    .filteredOn(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                    .isNotEmpty()
                    .allMatch(step ->
                            step.at("/with/persist-credentials").asText().equals("false"));
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noWorkflowHasASecretAndCodeOfPullRequestsNoIdentity(Path workflow) throws IOException {
        var content = yaml(workflow);
        assertThat(Files.readString(workflow)).doesNotContain("secrets.");
        assertThat(content.path("on").has("pull_request_target")).isFalse();
        if (content.path("on").has("pull_request")) {
            assertThat(content.path("jobs"))
                    .allMatch(job -> !job.path("permissions").has("id-token"));
            assertThat(Files.readString(workflow)).doesNotContain("configure-aws-credentials", "vars.");
        }
    }

    @Test
    void everyPullRequestIsTested() throws IOException {
        assertThat(yaml(FOLDER.resolve("checks.yml")).path("on").has("pull_request"))
                .isTrue();
        assertThat(steps("checks.yml", "test").getLast().path("run").asText()).isEqualTo("mvn -B verify");
    }

    @Test
    void weeklyScansOfJarImageAndToolsFailForFixableHighVulnerabilities() throws IOException {
        assertThat(yaml(FOLDER.resolve("checks.yml")).at("/on/schedule/0/cron").asText())
                .endsWith("* * 1");
        assertThat(scanned("checks.yml", "vulnerabilities"))
                .containsExactly("ops", "service/target/bom.json", "quilt-mcp:scan");
    }

    /** An image is scanned before it is pushed, and once more before it becomes a version. */
    @Test
    void nothingIsPublishedUnscanned() throws IOException {
        assertThat(scanned("prod.yml", "image")).containsExactly("quilt-mcp:test");
        assertThat(names("prod.yml", "image"))
                .containsSubsequence(
                        "Build", "Size", "Test the image", "Scan the image", "Push with SBOM and provenance");
        assertThat(scanned("release.yml", "release"))
                .containsExactly("${{ env.REPOSITORY }}@${{ steps.image.outputs.digest }}");
        assertThat(names("release.yml", "release"))
                .containsSubsequence("Verify the signature", "Scan the image", "Publish the version");
    }

    @Test
    void releaseHasTheBundleForDesktopPrograms() throws IOException {
        assertThat(names("release.yml", "release"))
                .containsSubsequence("Bundle", "Release notes", "Publish the version");
        assertThat(Files.readString(FOLDER.resolve("release.yml")))
                .contains("npm ci --prefix ops/mcpb && ops/mcpb/build")
                .contains("gh release upload \"$GITHUB_REF_NAME\" ops/mcpb/target/quilt-mcp.mcpb");
    }

    /** Returns what a job scans; each scan fails for what an update would fix. */
    private static List<String> scanned(String workflow, String job) throws IOException {
        var scans = steps(workflow, job).stream()
                .filter(step -> step.path("uses").asText().startsWith("anchore/scan-action@"))
                .map(step -> step.path("with"))
                .toList();
        assertThat(scans).allSatisfy(scan -> {
            assertThat(scan.path("severity-cutoff").asText()).isEqualTo("high");
            assertThat(scan.path("only-fixed").asText()).isEqualTo("true");
            assertThat(scan.has("fail-build")).isFalse();
            assertThat(scan.has("config")).isFalse();
        });
        return scans.stream()
                .map(scan -> List.of("path", "sbom", "image").stream()
                        .map(kind -> scan.path(kind).asText())
                        .collect(Collectors.joining()))
                .toList();
    }

    private static List<String> names(String workflow, String job) throws IOException {
        return steps(workflow, job).stream()
                .map(step -> step.path("name").asText())
                .toList();
    }

    @Test
    void everyIgnoredVulnerabilityHasAReasonAndADate() throws IOException {
        assertThat(yaml(ROOT.resolve(".grype.yaml")).path("ignore").isArray()).isTrue();
        assertThat(yaml(ROOT.resolve(".grype.yaml")).path("ignore")).allSatisfy(one -> {
            assertThat(one.path("vulnerability").asText()).isNotBlank();
            assertThat(one.at("/package/name").asText()).isNotBlank();
            assertThat(one.path("reason").asText()).matches(".{20,} Until \\d{4}-\\d\\d-\\d\\d\\.");
        });
    }

    /** The bill of materials goes with the image, signed by the workflow that pushed it. */
    @Test
    void publishedImageIsSignedWithItsBillOfMaterials() throws IOException {
        assertThat(steps("prod.yml", "publish"))
                .filteredOn(step -> step.path("name").asText().equals("Sign"))
                .singleElement()
                .extracting(step -> step.path("run").asText())
                .asString()
                .contains("cosign sign --yes --recursive", "cosign attest --yes --type cyclonedx")
                .contains("--predicate service/target/bom.json \"$REPOSITORY@$DIGEST\"");
    }

    @ParameterizedTest
    @MethodSource("ecosystems")
    void dependabotWatchesEveryFolderWithDependencies(String ecosystem) throws IOException {
        var watched = new TreeSet<String>();
        for (var update :
                yaml(ROOT.resolve(Path.of(".github", "dependabot.yml"))).path("updates")) {
            if (update.path("package-ecosystem").asText().equals(ecosystem)) {
                watched.add(update.path("directory").asText());
                update.path("directories").forEach(directory -> watched.add(directory.asText()));
            }
        }
        watched.remove("");
        assertThat(watched).containsExactlyInAnyOrderElementsOf(folders(ecosystem));
    }

    static List<String> ecosystems() {
        return List.of("maven", "npm", "pip", "github-actions");
    }

    private static Iterable<String> folders(String ecosystem) throws IOException {
        var file = switch (ecosystem) {
            case "npm" -> "package-lock.json";
            case "pip" -> "requirements.txt";
            default -> "";
        };
        if (file.isEmpty()) {
            return List.of("/");
        }
        try (var files = Files.walk(ROOT.resolve("ops"))) {
            return files.filter(it -> it.endsWith(file) && !it.toString().contains("node_modules"))
                    .filter(it -> !it.toString().contains("/target/"))
                    .map(it -> "/" + ROOT.relativize(it.getParent()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
