package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.Workflow;
import com.quiltdata.mcp.catalog.Workflows;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What workflow_list answers. */
record Demanded(
        @Doc("The bucket") String bucket,

        @Doc("Whether the bucket has workflows at all; without, anything may be pushed")
        boolean configured,

        @Doc("Whether every push must be held to a workflow")
        boolean workflowRequired,

        @Doc("The workflow of a push that names none") @Nullable
        String defaultWorkflow,

        @Doc("The workflows") List<Item> workflows,
        @Doc("The schemas that they name") List<Schema> schemas,
        @Doc("Where packages may be promoted to") List<Target> successors,
        @Doc("Whether something is left out") boolean truncated,

        @Doc("What is left out, and how to get it") @Nullable
        String note)
        implements Sliceable<Demanded> {
    record Item(
            @Doc("What to send as workflow") String id,
            @Doc("For people") String name,
            @Doc("What it is for") @Nullable String description,

            @Doc("Regular expression that the package's name must contain a match of") @Nullable
            String namePattern,

            @Doc("Whether a push needs a message") boolean messageRequired,

            @Doc("Id of the schema of the metadata") @Nullable
            String metadataSchema,

            @Doc("Id of the schema of the entries") @Nullable
            String entriesSchema) {}

    record Schema(
            @Doc("Its id") String id,
            @Doc("Where it is; bucket_object_text reads it") String url,

            @Doc("The JSON Schema; absent when it was not asked for, left out or cannot be read") @Nullable
            Map<String, Object> schema) {
        Schema bare() {
            return new Schema(id, url, null);
        }
    }

    record Target(
            @Doc("The bucket's URI") String uri,
            @Doc("For people") String title,
            @Doc("Whether the bytes go along") boolean copyData) {}

    static Demanded of(String bucket, Workflows all, List<Schema> schemas) {
        return new Demanded(
                bucket,
                all.configured(),
                all.required(),
                all.defaultId(),
                all.workflows().stream().map(Demanded::item).toList(),
                schemas,
                all.successors().stream()
                        .map(it -> new Target(it.uri(), it.title(), it.copyData()))
                        .toList(),
                false,
                null);
    }

    /** The workflows, the ids of the schemas, the successors, then the schemas themselves. */
    @Override
    public int parts() {
        return workflows.size() + 2 * schemas.size() + successors.size();
    }

    @Override
    public Demanded first(int parts) {
        var items = Math.min(parts, workflows.size());
        var ids = Math.clamp(parts - workflows.size(), 0, schemas.size());
        var targets = Math.clamp(parts - workflows.size() - schemas.size(), 0, successors.size());
        var whole = Math.clamp((long) parts - workflows.size() - schemas.size() - successors.size(), 0, schemas.size());
        var kept = IntStream.range(0, ids)
                .mapToObj(i -> i < whole ? schemas.get(i) : schemas.get(i).bare())
                .toList();
        return new Demanded(
                bucket,
                configured,
                workflowRequired,
                defaultWorkflow,
                workflows.subList(0, items),
                kept,
                successors.subList(0, targets),
                true,
                note(items, ids, targets, whole));
    }

    private String note(int items, int ids, int targets, int whole) {
        if (targets < successors.size() || ids < schemas.size() || items < workflows.size()) {
            return "Left out: %d workflows, %d schemas, %d successors; read s3://%s/.quilt/workflows/config.yml with bucket_object_text."
                    .formatted(workflows.size() - items, schemas.size() - ids, successors.size() - targets, bucket);
        }
        return "%d schemas are not shown; read them at their url with bucket_object_text."
                .formatted(schemas.size() - whole);
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
