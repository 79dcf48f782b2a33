package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.NodeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * The workflows that publish have no fault that their linter knows, and their steps that name images do so, run here as the
 * workflow's shell runs them, in a copy of the project with a version of its own and with stand-ins for docker, aws and gh.
 * The linter needs Node and npm; without them it is skipped, unless the environment says FOREIGN_CLIENTS=required.
 */
class WorkflowIT {
    private static final Path ROOT = Path.of("..");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String NOT_FOUND = "ImageNotFound";
    private static final String INSPECTED = "{\"digest\":\"" + DIGEST + "\"}";
    private static final String RELEASED = "1.2.3";

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
    void pushToMainIsPublishedAsItsCommitAndLatest() throws Exception {
        prepare("1.2.3-SNAPSHOT");
        var output = succeeds("prod.yml", "publish", "Version", NOT_FOUND)
                + succeeds("prod.yml", "publish", "Publish the commit", INSPECTED)
                + succeeds("prod.yml", "publish", "Publish latest", INSPECTED);
        assertThat(output).isEqualTo("version=1.2.3-SNAPSHOT\ndigest=" + DIGEST + "\n");
        assertThat(calls())
                .filteredOn(call -> call.contains("imagetools create"))
                .containsExactly(
                        "docker buildx imagetools create --tag %s:%s %s@sha256:amd %s@sha256:arm"
                                .formatted(image(), COMMIT, image(), image()),
                        "docker buildx imagetools create --tag %s:latest %s@%s".formatted(image(), image(), DIGEST));
    }

    @Test
    void pushToMainWithAPublishedVersionIsRefused() throws Exception {
        prepare(RELEASED);
        assertThat(fails("prod.yml", "publish", "Version", DIGEST)).contains("1.2.3 is published already");
        assertThat(fails("prod.yml", "publish", "Version", "AccessDenied")).contains("does not say");
        succeeds("prod.yml", "publish", "Version", NOT_FOUND);
    }

    @Test
    void releaseIsANameOfItsCommitsImage() throws Exception {
        prepare(RELEASED);
        succeeds("release.yml", "release", "Version and notes", "");
        assertThat(files.resolve("notes.md")).hasContent("\n### Added\n\n- One thing.");
        assertThat(succeeds("release.yml", "release", "Publish the version", ""))
                .isEmpty();
        assertThat(calls())
                .containsExactly("docker buildx imagetools create --tag %s:%s %s@%s"
                        .formatted(image(), RELEASED, image(), DIGEST));
    }

    @Test
    void releasedVersionIsNeverMoved() throws Exception {
        prepare(RELEASED);
        assertThat(fails("release.yml", "release", "Image of the commit", DIGEST))
                .contains("1.2.3 is published already");
        assertThat(calls())
                .singleElement()
                .asString()
                .contains("batch-get-image --registry-id 730278974607 ", " --image-ids imageTag=1.2.3 ");
    }

    @Test
    void tagThatIsNotThePomsVersionIsRefused() throws Exception {
        prepare("1.2.4");
        assertThat(fails("release.yml", "release", "Version and notes", ""))
                .contains("The tag is 1.2.3, pom.xml says 1.2.4.");
    }

    @Test
    void releaseWithoutNotesIsRefused() throws Exception {
        prepare(RELEASED);
        Files.writeString(files.resolve("CHANGELOG.md"), "## [1.2.3]\n\n## [1.2.2]\n\n- Another thing.\n");
        assertThat(fails("release.yml", "release", "Version and notes", "")).contains("CHANGELOG.md has no section");
    }

    /** The page's command is run for a version that dependencies have too. */
    @Test
    void beginningTheNextVersionChangesNoDependency() throws Exception {
        var poms = List.of("pom.xml", "service/pom.xml", "ops/sandbox/pom.xml");
        assertThat(poms).anyMatch(pom -> content(pom).contains("<version>1.1.0<"));
        for (var pom : poms) {
            Files.createDirectories(files.resolve(pom).getParent());
            Files.writeString(files.resolve(pom), withVersion(pom, "1.1.0"));
        }
        var command = content("runbook/procedures/release.md")
                .lines()
                .filter(line -> line.contains("$NEXT-SNAPSHOT"))
                .findFirst()
                .orElseThrow();
        var variables = Map.of("PATH", System.getenv("PATH"), "VERSION", "1.1.0", "NEXT", "1.2.0");
        assertThat(ChildProcess.start(files, variables, List.of("bash", "-ec", command))
                        .exit())
                .isZero();
        for (var pom : poms) {
            assertThat(files.resolve(pom)).hasContent(withVersion(pom, "1.2.0-SNAPSHOT"));
        }
    }

    private static String content(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withVersion(String pom, String version) throws Exception {
        return content(pom).replace("<version>" + version() + "<", "<version>" + version + "<");
    }

    @Test
    void changelogHasNotesOfEveryVersion() throws IOException {
        var versions = Files.readAllLines(ROOT.resolve("CHANGELOG.md")).stream()
                .filter(line -> line.matches("## \\[\\d.*"))
                .map(line -> line.replaceAll("## \\[(.*?)].*", "$1"))
                .toList();
        assertThat(versions).isNotEmpty();
        for (var version : versions) {
            var notes = ChildProcess.start(
                    ROOT, Map.of("PATH", System.getenv("PATH")), List.of("ops/release/notes", version));
            assertThat(notes.exit()).isZero();
            assertThat(notes.lines()).isNotEmpty().noneMatch(line -> line.startsWith("## "));
        }
    }

    @Test
    void deploymentSummaryShowsEveryFullNameAndTheDigest() throws Exception {
        prepare("1.2.3-SNAPSHOT");
        succeeds("prod.yml", "publish", "Deployment Summary", "");
        assertThat(files.resolve("summary"))
                .content()
                .startsWith("## Deployment Summary\n")
                .contains(Stream.of(":latest", ":" + COMMIT, "@" + DIGEST)
                        .map(suffix -> "| Image | `" + image() + suffix + "` |\n")
                        .toList());
        succeeds("release.yml", "release", "Deployment Summary", "");
        assertThat(files.resolve("summary")).content().contains("| Image | `" + image() + ":1.2.3` |\n");
    }

    @Test
    void writesNoDeploymentSummaryWhenNothingWasPushed() throws Exception {
        prepare(RELEASED);
        Files.writeString(files.resolve("digest"), "");
        fails("prod.yml", "publish", "Deployment Summary", "");
        assertThat(files.resolve("summary")).isEmptyFile();
    }

    /** Copies what the steps read, with the given version, and makes the stand-ins: each records its call and prints $ANSWER. */
    private void prepare(String version) throws Exception {
        Files.writeString(files.resolve("pom.xml"), withVersion("pom.xml", version));
        Files.writeString(
                files.resolve("CHANGELOG.md"),
                "## [Unreleased]\n\n- Later.\n\n## [1.2.3] - 2026-01-01\n\n### Added\n\n- One thing.\n\n## [1.2.2]\n\n- Another.\n");
        Files.writeString(files.resolve("digest"), DIGEST);
        for (var script : List.of("ops/image/version", "ops/image/summary", "ops/release/free", "ops/release/notes")) {
            Files.createDirectories(files.resolve(script).getParent());
            Files.copy(ROOT.resolve(script), files.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (var program : List.of("docker", "aws", "gh")) {
            var file = Files.createDirectories(files.resolve("bin")).resolve(program);
            Files.writeString(file, "#!/bin/sh\necho \"" + program + " $*\" >>calls\necho \"$ANSWER\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(files.resolve("calls"));
    }

    private String succeeds(String workflow, String job, String step, String answer) throws IOException {
        var run = run(workflow, job, step, answer);
        assertThat(run.exit()).as("%s", run.lines()).isZero();
        return Files.readString(files.resolve("output"));
    }

    private String fails(String workflow, String job, String step, String answer) throws IOException {
        var run = run(workflow, job, step, answer);
        assertThat(run.exit()).isNotZero();
        return String.join("\n", run.lines());
    }

    /** Runs the script of a step, in the shell that its workflow names and with the variables that GitHub sets. */
    private ChildProcess run(String workflow, String job, String name, String answer) throws IOException {
        var content = workflow(workflow);
        var script = StreamSupport.stream(content.at("/jobs/" + job + "/steps").spliterator(), false)
                .filter(step -> step.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("run")
                .asText();
        var environment = new HashMap<>(System.getenv());
        content.path("env")
                .properties()
                .forEach(one -> environment.put(one.getKey(), one.getValue().asText()));
        environment.putAll(Map.of(
                "PATH",
                files.resolve("bin") + ":" + System.getenv("PATH"),
                "ANSWER",
                answer,
                "AMD64",
                "sha256:amd",
                "ARM64",
                "sha256:arm",
                "DIGEST",
                Files.readString(files.resolve("digest")),
                "VERSION",
                "1.2.3-SNAPSHOT",
                "RUNNER_TEMP",
                files.toString(),
                "GITHUB_SHA",
                COMMIT,
                "GITHUB_REF_NAME",
                RELEASED));
        environment.put("GITHUB_OUTPUT", files.resolve("output").toString());
        environment.put("GITHUB_STEP_SUMMARY", files.resolve("summary").toString());
        Files.writeString(files.resolve("output"), "");
        // A shell that is not named has no pipefail.
        var named = content.at("/defaults/run/shell").asText().equals("bash");
        var command = named ? List.of("bash", "-eo", "pipefail", "-c", script) : List.of("bash", "-e", "-c", script);
        return ChildProcess.start(files, environment, command);
    }

    private static JsonNode workflow(String name) throws IOException {
        return new YAMLMapper()
                .readTree(ROOT.resolve(Path.of(".github", "workflows", name)).toFile());
    }

    private static String image() {
        try {
            return workflow("prod.yml").at("/env/REPOSITORY").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
