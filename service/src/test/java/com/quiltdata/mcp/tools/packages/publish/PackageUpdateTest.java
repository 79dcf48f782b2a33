package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PackageUpdateTest {
    private static final Map<String, Object> AGENT = Map.of("agent_context", Map.of("model", "m-1"));

    private final PublishFixture fixture = new PublishFixture();

    @Test
    void updateAddsReplacesMergesAndKeepsTheRest() {
        var base = fixture.publish("base", "a", "b");
        var input = new PackageUpdate.Input(
                "lab/plates",
                List.of("s3://data-1/n/a", "s3://data-1/n/c"),
                "bucket-1",
                Map.of("k", 1),
                "m",
                true,
                false,
                null,
                false);

        var pushed = new PackageUpdate(fixture.push(), fixture.ports()).call(input, Calls.any());

        assertThat(pushed.entries()).isEqualTo(new ManifestDelta.Counts(3, 1, 1, 0, 1));
        assertThat(pushed.baseHash()).isEqualTo(base);
        var manifest = fixture.packages.manifest(pushed.topHash());
        assertThat(manifest.userMeta()).isEqualTo(Map.of("k", 1));
        assertThat(manifest.files()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void refusesToUpdateMissingPackage() {
        var input = new PackageUpdate.Input(
                "lab/plates", List.of("s3://data-1/a"), "bucket-1", null, "m", true, false, null, false);

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> new PackageUpdate(fixture.push(), fixture.ports()).call(input, Calls.any()))
                .withMessageContaining("create it with package_create");
    }

    @Test
    void updateAndPatchKeepAgentContext() {
        fixture.packages.push(
                new NewRevision(PublishFixture.NAME, "base", AGENT, null, List.of(PublishFixture.entry("a"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        var update = new PackageUpdate.Input(
                "lab/plates", List.of("s3://data-1/b"), "bucket-1", Map.of("k", 1), "m", true, false, null, false);
        var patch = new PackagePatch.Input(
                "bucket-1", "lab/plates", null, null, List.of("a"), "p", Map.of("l", 2), "latest", null, false);

        var updated = new PackageUpdate(fixture.push(), fixture.ports()).call(update, Calls.any());
        fixture.packages.pass(Duration.ofMinutes(1));
        var patched = new PackagePatch(fixture.push(), fixture.ports()).call(patch, Calls.any());

        assertThat(fixture.packages.manifest(updated.topHash()).userMeta()).containsAllEntriesOf(AGENT);
        assertThat(fixture.packages.manifest(patched.topHash()).userMeta())
                .containsAllEntriesOf(AGENT)
                .containsKeys("k", "l");
    }

    @Test
    void promoteKeepsAgentContextBesideOtherMetadata() {
        fixture.packages.push(
                new NewRevision(PublishFixture.NAME, "base", AGENT, null, List.of(PublishFixture.entry("a"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.workflows.put(
                "bucket-1",
                new com.quiltdata.mcp.catalog.packages.Workflows(
                        true,
                        false,
                        null,
                        List.of(),
                        Map.of(),
                        List.of(new com.quiltdata.mcp.catalog.packages.Workflows.Successor(
                                "s3://prod-1", "Production", false))));
        var input = new PackagePromote.Input(
                "bucket-1", "lab/plates", null, "prod-1", null, "latest", "up", Map.of("k", 1), null, false, false);

        var promoted = new PackagePromote(fixture.push(), fixture.ports()).call(input, Calls.any());

        assertThat(fixture.packages.manifest(promoted.topHash()).userMeta())
                .containsAllEntriesOf(AGENT)
                .containsEntry("k", 1);
    }

    @Test
    void refusesToCopyBytes() {
        fixture.publish("base", "a");
        var input = new PackageUpdate.Input(
                "lab/plates", List.of("s3://data-1/a"), "bucket-1", null, "m", true, true, null, false);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> new PackageUpdate(fixture.push(), fixture.ports()).call(input, Calls.any()))
                .withMessageContaining("package_promote");
        assertThat(fixture.packages.done).isEmpty();
    }
}
