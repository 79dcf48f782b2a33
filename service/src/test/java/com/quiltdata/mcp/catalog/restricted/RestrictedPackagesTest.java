package com.quiltdata.mcp.catalog.restricted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.BrowsingSession;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Promotion;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.testing.MemoryWorkflows;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Files of a revision that are stored in other buckets, and the buckets that workflows name. */
final class RestrictedPackagesTest {
    private static final Caller CALLER = Caller.of("t");
    private static final PackageName NAME = new PackageName("one-bucket", "t/k");
    private static final Promotion PROMOTION =
            new Promotion(NAME, "h", new PackageName("two-bucket", "t/k"), null, null, null);

    private final List<Method> calls = new ArrayList<>();

    private static void limited(Runnable work) {
        ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("one-bucket", "two-bucket")))
                .run(work);
    }

    private static ManifestReader manifest(String physicalKey) {
        var file = new PackageEntry.File("data/a.csv", 1, physicalKey, null, null);
        return new ManifestReader() {
            @Override
            public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
                return work.apply(new Manifest(hash, null, null, null, List.of(file), Map.of()));
            }
        };
    }

    private PackageWriter writer(String physicalKey) {
        return new RestrictedPackageWriter(
                (PackageWriter) BucketCases.port(PackageWriter.class, calls), manifest(physicalKey));
    }

    private static BrowsingSessions sessions(String physicalKey) {
        return new RestrictedBrowsingSessions(
                (_, _, _, _) -> new BrowsingSession("id", Instant.EPOCH), manifest(physicalKey));
    }

    @Test
    void promotesOnlyFilesOfAllowedBuckets() {
        limited(() -> {
            assertThatThrownBy(
                            () -> writer("s3://other-bucket/a.csv").promote(CALLER, PROMOTION, Duration.ofSeconds(1)))
                    .isInstanceOf(Failure.Denied.class)
                    .hasMessageContaining("the file `data/a.csv` is stored at \"s3://other-bucket/a.csv\"");
            assertThat(calls).isEmpty();
            writer("s3://two-bucket/a.csv").promote(CALLER, PROMOTION, Duration.ofSeconds(1));
            assertThat(calls).hasSize(1);
        });
        writer("s3://other-bucket/a.csv").promote(CALLER, PROMOTION, Duration.ofSeconds(1));
        assertThat(calls).hasSize(2);
    }

    @Test
    void browsesOnlyRevisionsWhoseFilesAreAllInAllowedBuckets() {
        limited(() -> {
            assertThatThrownBy(() -> sessions("s3://other-bucket/a.csv").open(CALLER, NAME, "h", Duration.ofSeconds(1)))
                    .isInstanceOf(Failure.Denied.class);
            assertThat(sessions("s3://one-bucket/a.csv").open(CALLER, NAME, "h", Duration.ofSeconds(1)))
                    .isNotNull();
        });
        assertThat(sessions("s3://other-bucket/a.csv").open(CALLER, NAME, "h", Duration.ofSeconds(1)))
                .isNotNull();
    }

    @Test
    void namesOnlyAllowedSuccessors() {
        var all = new Workflows(
                true,
                false,
                null,
                List.of(),
                Map.of(),
                List.of(
                        new Workflows.Successor("s3://two-bucket/", "Two", true),
                        new Workflows.Successor("s3://other-bucket", "Other", true)));
        var memory = new MemoryWorkflows();
        memory.workflows = all;
        var restricted = new RestrictedWorkflowReader(memory);
        limited(() -> assertThat(restricted.workflows(CALLER, "one-bucket").successors())
                .extracting(Workflows.Successor::title)
                .containsExactly("Two"));
        assertThat(restricted.workflows(CALLER, "one-bucket")).isEqualTo(all);
    }
}
