package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PackagePromoteTest {
    private static final PackageName THERE = new PackageName("prod-1", "lab/plates");

    private final PublishFixture fixture = new PublishFixture();
    private final List<String> reports = new ArrayList<>();

    private void successor(String bucket, boolean copies) {
        fixture.workflows.put(
                "bucket-1",
                new Workflows(
                        true,
                        false,
                        null,
                        List.of(),
                        Map.of(),
                        List.of(new Workflows.Successor("s3://" + bucket, "Production", copies))));
    }

    private PublishResult promote(String revision, boolean overwrite) {
        var input = new PackagePromote.Input(
                "bucket-1", "lab/plates", null, "prod-1", null, revision, "promoted", null, null, false, overwrite);
        return new PackagePromote(fixture.push(), fixture.ports()).call(input, Calls.reporting(reports));
    }

    @Test
    void promotesRevisionByFullHash() {
        var hash = fixture.publish("base", "a", "b");
        successor("prod-1", true);

        var pushed = promote("latest", false);

        assertThat(fixture.packages.done).containsExactly("promote %s to %s".formatted(hash, THERE));
        assertThat(reports).containsExactly("1.0/2.0 creating a revision with 2 files");
        assertThat(pushed.action()).isEqualTo("promoted");
        assertThat(pushed.registry()).isEqualTo("s3://prod-1");
        assertThat(pushed.entries()).isEqualTo(new ManifestDelta.Counts(2, 2, 0, 0, 0));
        assertThat(pushed.warnings()).containsExactly("The objects' bytes were copied.");
    }

    @Test
    void promotesRevisionByTheFirstDigitsOfItsHash() {
        var hash = fixture.publish("base", "a");
        fixture.publish("newer", "b");
        successor("prod-1", false);
        promote(hash.substring(0, 12), false);

        assertThat(fixture.packages.done).containsExactly("promote %s to %s".formatted(hash, THERE));
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> promote("0123456789ab", true))
                .withMessageContaining("no revision that begins with `0123456789ab`")
                .withMessageEndingWith("Nothing was written.");
    }

    @Test
    void refusesBucketThatIsNoSuccessor() {
        fixture.publish("base", "a");
        successor("other-1", true);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> promote("latest", false))
                .withMessageContaining("they name `s3://other-1`");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void replacesExistingPackageOnlyWithOverwrite() {
        fixture.publish("base", "a", "b");
        successor("prod-1", false);
        fixture.packages.push(new NewRevision(
                THERE,
                "theirs",
                null,
                null,
                Stream.of("a", "z").map(PublishFixture::entry).toList()));
        fixture.packages.pass(Duration.ofMinutes(1));

        assertThatExceptionOfType(Failure.Conflict.class).isThrownBy(() -> promote("latest", false));
        var pushed = promote("latest", true);

        assertThat(pushed.entries()).isEqualTo(new ManifestDelta.Counts(2, 1, 0, 1, 1));
        assertThat(pushed.removed()).containsExactly("z");
    }

    @Test
    void namesWinnerToSecondPromotion() {
        fixture.publish("base", "a");
        successor("prod-1", false);
        fixture.packages.before = () -> {
            fixture.packages.push(new NewRevision(THERE, "theirs", null, null, List.of(PublishFixture.entry("t"))));
            fixture.packages.pass(Duration.ofSeconds(1));
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> promote("latest", false))
                .withMessageContaining("\"theirs\"");
        assertThat(fixture.packages.latest(THERE).orElseThrow().message()).isEqualTo("theirs");
    }

    private void promoteWith(@Nullable Map<String, Object> meta) {
        var input = new PackagePromote.Input(
                "bucket-1", "lab/plates", null, "prod-1", null, "latest", "promoted", meta, null, false, true);
        new PackagePromote(fixture.push(), fixture.ports()).call(input, Calls.any());
    }

    @Test
    void checksTheMetadataThatThePromotedRevisionWillHave() {
        var own = Map.<String, Object>of("site", "lab 3");
        fixture.packages.push(
                new NewRevision(PublishFixture.NAME, "base", own, null, List.of(PublishFixture.entry("a"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        successor("prod-1", false);

        promoteWith(null);
        assertThat(Objects.requireNonNull(fixture.checked).userMeta()).isEqualTo(own);
        fixture.packages.pass(Duration.ofMinutes(1));
        promoteWith(Map.of("site", "lab 4"));
        assertThat(Objects.requireNonNull(fixture.checked).userMeta()).isEqualTo(Map.of("site", "lab 4"));
    }

    @Test
    void refusesWhatTheTargetsWorkflowRefuses() {
        fixture.publish("base", "a");
        successor("prod-1", false);
        fixture.faults = List.of("Metadata lacks `site`.");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> promote("latest", false))
                .withMessage(
                        "The workflow of bucket `prod-1` refuses this: Metadata lacks `site`. Nothing was written.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesTargetOutsideTheConnectionsBucketsBeforeItReadsWorkflows() {
        fixture.publish("base", "a");

        ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("bucket-1")))
                .run(() -> assertThatExceptionOfType(Failure.Denied.class)
                        .isThrownBy(() -> promote("latest", false))
                        .withMessageContaining("nothing in bucket `prod-1` was read or written"));
    }
}
