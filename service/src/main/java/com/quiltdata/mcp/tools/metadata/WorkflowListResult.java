package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The result of workflow_list. */
record WorkflowListResult(
        @Doc("Bucket name") String bucket,

        @Doc("Whether the bucket has workflows; if not, any package may be pushed")
        boolean configured,

        @Doc("Whether every push must pass a workflow") boolean workflowRequired,

        @Doc("Workflow of a push that names none") @Nullable String defaultWorkflow,

        @Doc("Workflows of the bucket") List<Item> workflows,
        @Doc("Schemas that the workflows use") List<Schema> schemas,
        @Doc("Buckets that packages may be promoted to") List<Successor> successors,
        @Doc("Whether the result is incomplete") boolean truncated,

        @Doc("What is omitted, and how to get it") @Nullable String note)
        implements Truncatable<WorkflowListResult> {
    record Item(
            @Doc("Workflow ID; send it as workflow") String id,
            @Doc("Display name") String name,
            @Doc("Purpose of the workflow") @Nullable String description,

            @Doc("Regular expression that must match within the package name") @Nullable
            String namePattern,

            @Doc("Whether a push must have a message") boolean messageRequired,

            @Doc("ID of the metadata schema") @Nullable String metadataSchema,

            @Doc("ID of the entries schema") @Nullable String entriesSchema) {}

    record Schema(
            @Doc("Schema ID") String id,
            @Doc("S3 URI of the schema") String url,

            @Doc("JSON Schema; absent if not requested, omitted for space or unreadable") @Nullable
            Map<String, Object> schema) {
        Schema withoutMetadata() {
            return new Schema(id, url, null);
        }
    }

    record Successor(
            @Doc("S3 URI of the bucket") String uri,
            @Doc("Display name") String title,
            @Doc("Whether promotion copies the objects too") boolean copyData) {}

    static WorkflowListResult of(String bucket, Workflows configuration, List<Schema> schemas) {
        return new WorkflowListResult(
                bucket,
                configuration.configured(),
                configuration.required(),
                configuration.defaultId(),
                configuration.workflows().stream().map(WorkflowListResult::item).toList(),
                schemas,
                configuration.successors().stream()
                        .map(it -> new Successor(it.uri(), it.title(), it.copyData()))
                        .toList(),
                false,
                null);
    }

    /** Workflows first, then schema IDs, successors and the schemas themselves. */
    @Override
    public int parts() {
        return workflows.size() + 2 * schemas.size() + successors.size();
    }

    @Override
    public WorkflowListResult first(int parts) {
        var items = Math.min(parts, workflows.size());
        var ids = Math.clamp(parts - workflows.size(), 0, schemas.size());
        var targets = Math.clamp(parts - workflows.size() - schemas.size(), 0, successors.size());
        var complete =
                Math.clamp((long) parts - workflows.size() - schemas.size() - successors.size(), 0, schemas.size());
        var listed = IntStream.range(0, ids)
                .mapToObj(i -> i < complete ? schemas.get(i) : schemas.get(i).withoutMetadata())
                .toList();
        return new WorkflowListResult(
                bucket,
                configured,
                workflowRequired,
                defaultWorkflow,
                workflows.subList(0, items),
                listed,
                successors.subList(0, targets),
                true,
                note(items, ids, targets, complete));
    }

    private String note(int items, int ids, int targets, int complete) {
        if (targets < successors.size() || ids < schemas.size() || items < workflows.size()) {
            return "Omitted: %d workflows, %d schemas, %d successors; read s3://%s/.quilt/workflows/config.yml instead."
                    .formatted(workflows.size() - items, schemas.size() - ids, successors.size() - targets, bucket);
        }
        return "%d schemas are omitted; read them at their url with object_read.".formatted(schemas.size() - complete);
    }

    private static Item item(Workflow workflow) {
        return new Item(
                workflow.id(),
                workflow.name(),
                workflow.description(),
                workflow.handlePattern(),
                workflow.messageRequired(),
                workflow.metadataSchema(),
                workflow.entriesSchema());
    }
}
