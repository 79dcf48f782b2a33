package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/**
 * The workflow that publishes the image has no fault that its linter knows, and its steps that name the image do so, run
 * here as the workflow's shell runs them. The linter needs Node and npm; without them it is skipped, unless the
 * environment says FOREIGN_CLIENTS=required.
 */
class WorkflowIT {
    private static final Path ROOT = Path.of("..");
    private static final Path WORKFLOW = ROOT.resolve(Path.of(".github", "workflows", "prod.yml"));
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @TempDir
    private Path files;

    @Test
    void linterFindsNothingAndEveryActionIsPinned() {
        var found =
                NodeFolder.installed(ROOT.resolve(Path.of("ops", "workflow"))).run("lint.mjs");
        assertThat(found.path("workflows").asInt()).isPositive();
        assertThat(found.path("faults").asInt(-1)).isZero();
    }

    @Test
    void publishesTheImageAsLatestVersionAndCommit() throws Exception {
        var image = workflow().at("/jobs/image/env/REPOSITORY").asText();
        var output = files.resolve("output");
        var step = run("Tags", Map.of("GITHUB_SHA", COMMIT, "GITHUB_OUTPUT", output.toString()));
        assertThat(step.exit()).as("%s", step.lines()).isZero();
        assertThat(output)
                .content()
                .hasLineCount(2)
                .contains("version=" + version() + "\n")
                .containsPattern("tags=%s:latest %s:%s %s:%s *\n".formatted(image, image, version(), image, COMMIT));
        assertThat(version()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void refusesToPublishWithoutACommitHash() throws IOException {
        var output = files.resolve("output").toString();
        assertThat(run("Tags", Map.of("GITHUB_SHA", "main", "GITHUB_OUTPUT", output))
                        .exit())
                .isNotZero();
    }

    @Test
    void deploymentSummaryShowsEveryFullNameAndTheDigest() throws Exception {
        var image = workflow().at("/jobs/image/env/REPOSITORY").asText();
        var summary = files.resolve("summary");
        var step = run("Deployment Summary", summary(summary, DIGEST));
        assertThat(step.exit()).as("%s", step.lines()).isZero();
        assertThat(summary)
                .content()
                .startsWith("## Deployment Summary\n")
                .contains(Stream.of(":latest", ":" + version(), ":" + COMMIT, "@" + DIGEST)
                        .map(suffix -> "| Image | `" + image + suffix + "` |\n")
                        .toList());
    }

    @Test
    void writesNoDeploymentSummaryWhenNothingWasPushed() throws Exception {
        var summary = files.resolve("summary");
        assertThat(run("Deployment Summary", summary(summary, "")).exit()).isNotZero();
        assertThat(summary).isEmptyFile();
    }

    private static Map<String, String> summary(Path file, String digest) throws Exception {
        return Map.of(
                "VERSION", version(), "DIGEST", digest, "GITHUB_SHA", COMMIT, "GITHUB_STEP_SUMMARY", file.toString());
    }

    /** Runs the script of a step of the job, in the shell that the workflow names and with these variables beside the job's. */
    private static ChildProcess run(String name, Map<String, String> variables) throws IOException {
        var job = workflow().at("/jobs/image");
        var script = StreamSupport.stream(job.path("steps").spliterator(), false)
                .filter(step -> step.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("run")
                .asText();
        var environment = new HashMap<>(System.getenv());
        job.path("env")
                .properties()
                .forEach(one -> environment.put(one.getKey(), one.getValue().asText()));
        environment.putAll(variables);
        // A shell that is not named has no pipefail.
        var named = workflow().at("/defaults/run/shell").asText().equals("bash");
        var command = named ? List.of("bash", "-eo", "pipefail", "-c", script) : List.of("bash", "-e", "-c", script);
        return ChildProcess.start(ROOT, environment, command);
    }

    private static JsonNode workflow() throws IOException {
        return new YAMLMapper().readTree(WORKFLOW.toFile());
    }

    /** The version of the product as the build knows it. */
    private static String version() throws IOException, XPathExpressionException {
        try (var pom = Files.newBufferedReader(ROOT.resolve("pom.xml"))) {
            return XPathFactory.newInstance()
                    .newXPath()
                    .evaluate("/*[local-name()='project']/*[local-name()='version']", new InputSource(pom));
        }
    }
}
