package com.quiltdata.mcp.tools.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryWorkflows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FixMetadataValidationIssuesTest {
    private final MemoryWorkflows workflows = new MemoryWorkflows();

    private FixMetadataValidationIssues.Output fix(
            Map<String, Object> metadata, @Nullable String template, @Nullable String bucket) {
        return new FixMetadataValidationIssues(workflows)
                .call(new FixMetadataValidationIssues.Input(metadata, template, bucket, null), Calls.any());
    }

    @Test
    void correctsObviousMistakesAndListsThem() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("description", "Houses");
        metadata.put("features_count", "42");
        metadata.put("model_ready", "True");
        metadata.put("tags", "houses");
        metadata.put("version", 2);
        metadata.put(" target_variable ", "price");
        metadata.put("dataset_stage", "unknown");

        var output = fix(metadata, "ml", null);

        assertThat(output.valid()).isTrue();
        assertThat(output.metadata())
                .containsOnly(
                        Map.entry("description", "Houses"),
                        Map.entry("features_count", 42L),
                        Map.entry("model_ready", true),
                        Map.entry("tags", List.of("houses")),
                        Map.entry("version", "2"),
                        Map.entry("target_variable", "price"));
        assertThat(output.fixes()).hasSize(6);
    }

    @Test
    void inventsNoMissingValue() {
        var output = fix(Map.of("features_count", "many"), "ml", null);

        assertThat(output.metadata()).isEqualTo(Map.of("features_count", "many"));
        assertThat(output.fixes()).isEmpty();
        assertThat(output.issues()).hasSize(2);
    }

    @Test
    void correctsByTheSchemaOfTheBucket() {
        workflows.workflows = new Workflows(
                true,
                true,
                "assay",
                List.of(new Workflow("assay", "Assay", null, null, "s", null, false)),
                Map.of("s", "s3://lab/s.json"),
                List.of());
        workflows.schemas.put(
                "s",
                Map.of(
                        "properties",
                        Map.of("plate", Map.of("type", "integer"), "instrument", Map.of("enum", List.of("reader-1")))));
        workflows.judge = revision -> List.of("Metadata failed validation: x.");

        var output = fix(Map.of("plate", "7", "instrument", "Reader-1", "own", "5"), null, "lab");

        assertThat(output.metadata()).isEqualTo(Map.of("plate", 7L, "instrument", "reader-1", "own", "5"));
        assertThat(output.issues()).containsExactly("Metadata failed validation: x.");
        assertThat(workflows.judged)
                .singleElement()
                .satisfies(revision -> assertThat(revision.userMeta()).isEqualTo(output.metadata()));
    }

    @Test
    void changesNothingWithoutAReadableSchema() {
        assertThat(fix(Map.of("plate", "7"), null, "lab").metadata()).isEqualTo(Map.of("plate", "7"));
    }
}
