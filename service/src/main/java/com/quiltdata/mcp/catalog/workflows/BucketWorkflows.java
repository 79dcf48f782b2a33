package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ContentReader;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.PerCallCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads workflows from a bucket's objects, and checks revisions as the registry does. */
public record BucketWorkflows(WorkflowDocuments documents, WorkflowDocuments currentDocuments)
        implements WorkflowReader {
    private static final String CONFIG = ".quilt/workflows/config.yml";

    /** Returns a reader that uses the caller's own rights, through the object reader. */
    public static WorkflowReader over(ContentReader objects, PerCallCache reuse) {
        return over(objects, objects, reuse);
    }

    /** Returns a reader whose documents may be cached, but not those of its {@link #current} reader. */
    public static WorkflowReader over(ContentReader cached, ContentReader current, PerCallCache reuse) {
        return new BucketWorkflows(new WorkflowDocuments(cached, reuse), new WorkflowDocuments(current, reuse));
    }

    @Override
    public WorkflowReader current() {
        return new BucketWorkflows(currentDocuments, currentDocuments);
    }

    @Override
    public Workflows workflows(Caller caller, String bucket) {
        try {
            return WorkflowConfigParser.parse(documents.read(caller, new ObjectLocation(bucket, CONFIG, null)));
        } catch (Failure.NotFound e) {
            return Workflows.none();
        }
    }

    @Override
    public Map<String, Object> schema(Caller caller, String bucket, String id) {
        return documents.schema(caller, workflows(caller, bucket), id).asMap();
    }

    /** Returns a fault of the configuration alone; other faults are in the order of the registry's own checks. */
    @Override
    public List<String> faults(Caller caller, NewRevision revision) {
        try {
            var workflows = workflows(caller, revision.name().bucket());
            if (!workflows.configured() && revision.workflow() != null) {
                return List.of(quoted(revision.workflow()) + " workflow is specified, but no workflows config exist.");
            }
            return workflows.configured() ? faults(caller, revision, workflows) : List.of();
        } catch (Failure.Invalid e) {
            return List.of(e.reason());
        }
    }

    private List<String> faults(Caller caller, NewRevision revision, Workflows workflows) {
        var id = revision.workflow() == null ? workflows.defaultId() : revision.workflow();
        if (id == null || id.isEmpty()) {
            return workflows.required() ? List.of("Workflow required, but none specified.") : List.of();
        }
        var workflow = workflows.workflows().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new Failure.Invalid("workflow", "There is no " + quoted(id) + " workflow in config."));
        var metadata = schema(caller, workflows, workflow.metadataSchema());
        var entries = schema(caller, workflows, workflow.entriesSchema());
        return faults(revision, workflow, metadata, entries);
    }

    private @Nullable WorkflowSchema schema(Caller caller, Workflows workflows, @Nullable String id) {
        return id == null || id.isEmpty() ? null : documents.schema(caller, workflows, id);
    }

    private static List<String> faults(
            NewRevision revision,
            Workflow workflow,
            @Nullable WorkflowSchema metadata,
            @Nullable WorkflowSchema entries) {
        var faults = new ArrayList<String>();
        if (workflow.messageRequired()
                && (revision.message() == null || revision.message().isEmpty())) {
            faults.add("Commit message is required by workflow, but none was provided.");
        }
        if (lacksMatch(revision.name().name(), workflow.handlePattern())) {
            faults.add("Package name doesn't match required pattern `%s`.".formatted(workflow.handlePattern()));
        }
        if (metadata != null) {
            add(faults, "Metadata failed validation: ", metadata.faults(SchemaInstances.metadata(revision), _ -> true));
        }
        if (entries != null) {
            var decidable = SchemaInstances.decidable(revision, entries.mentions("size"));
            add(
                    faults,
                    "Package entries failed validation: ",
                    entries.faults(SchemaInstances.entries(revision), decidable));
        }
        return List.copyOf(faults);
    }

    private static void add(List<String> faults, String what, String errors) {
        if (!errors.isEmpty()) {
            faults.add(what + errors + ".");
        }
    }

    /** Returns false also when it cannot be determined: then the registry decides. */
    private static boolean lacksMatch(String name, @Nullable String pattern) {
        if (pattern == null || pattern.isEmpty()) {
            return false;
        }
        try {
            return !BoundedPattern.compile(pattern).find(name);
        } catch (BoundedPattern.UndecidedMatchException e) {
            return false;
        }
    }

    /** Quotes an id as Python does: {@code None} when it is empty. */
    private static String quoted(String id) {
        return id.isEmpty() ? "None" : "'" + id + "'";
    }
}
