package com.quiltdata.mcp.tools.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryWorkflows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowListTest {
    private final MemoryWorkflows workflows = new MemoryWorkflows();

    private WorkflowListResult list(boolean schemas) {
        return new WorkflowList(workflows).call(new WorkflowList.Input("s3://lab", schemas), Calls.any());
    }

    private void fill() {
        workflows.workflows = new Workflows(
                true,
                false,
                "assay",
                List.of(new Workflow("assay", "Assay", null, "^lab/", "a", null, true)),
                Map.of("b", "s3://lab/b.json", "a", "s3://lab/a.json"),
                List.of(new Workflows.Successor("s3://prod", "Production", true)));
        workflows.schemas.put("a", Map.of("type", "object"));
    }

    @Test
    void reportsABucketWithoutWorkflows() {
        var output = list(true);

        assertThat(output.configured()).isFalse();
        assertThat(output.workflowRequired()).isFalse();
        assertThat(output.workflows()).isEmpty();
    }

    @Test
    void listsTheRequirementsOfAWorkflow() {
        fill();

        var output = list(true);

        assertThat(output.defaultWorkflow()).isEqualTo("assay");
        assertThat(output.workflows())
                .containsExactly(new WorkflowListResult.Item("assay", "Assay", null, "^lab/", true, "a", null));
        assertThat(output.successors())
                .containsExactly(new WorkflowListResult.Successor("s3://prod", "Production", true));
    }

    @Test
    void listsTheRestWithoutAnUnreadableSchema() {
        fill();

        assertThat(list(true).schemas())
                .containsExactly(
                        new WorkflowListResult.Schema("a", "s3://lab/a.json", Map.of("type", "object")),
                        new WorkflowListResult.Schema("b", "s3://lab/b.json", null));
        assertThat(list(false).schemas())
                .extracting(WorkflowListResult.Schema::schema)
                .containsExactly(null, null);
    }

    @Test
    void omitsSchemasFirstAndNotesWhereTheyAre() {
        fill();
        var complete = list(true);

        var some = complete.first(complete.parts() - 2);
        assertThat(some.schemas()).extracting(WorkflowListResult.Schema::id).containsExactly("a", "b");
        assertThat(some.schemas()).extracting(WorkflowListResult.Schema::schema).containsExactly(null, null);
        assertThat(some.successors()).hasSize(1);
        assertThat(some.note()).contains("2 schemas are omitted", "object_read");

        var less = complete.first(1);
        assertThat(less.workflows()).hasSize(1);
        assertThat(less.note()).contains("2 schemas, 1 successors", "s3://lab/.quilt/workflows/config.yml");
    }
}
