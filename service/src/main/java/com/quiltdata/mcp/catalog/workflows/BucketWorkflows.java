package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.Workflow;
import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.catalog.Workflows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workflows that a bucket's objects spell out, judged as the registry judges them. */
public final class BucketWorkflows implements WorkflowReader {
    private static final String CONFIG = ".quilt/workflows/config.yml";

    private final Documents documents;

    private BucketWorkflows(Documents documents) {
        this.documents = documents;
    }

    /** Reads them with the caller's own rights, which the reader of objects has. */
    public static WorkflowReader over(ObjectReader objects, Reuse reuse) {
        return new BucketWorkflows(new Documents(objects, reuse));
    }

    @Override
    public Workflows workflows(Caller caller, String bucket) {
        try {
            return ConfigFile.parse(documents.read(caller, new ObjectLocation(bucket, CONFIG, null)));
        } catch (Missing e) {
            return Workflows.none();
        }
    }

    @Override
    public Map<String, Object> schema(Caller caller, String bucket, String id) {
        return documents.schema(caller, workflows(caller, bucket), id).asMap();
    }

    /** What is wrong with the configuration itself stands alone; the rest comes in the order of the registry's own checks. */
    @Override
    public List<String> faults(Caller caller, NewRevision revision) {
        try {
            var workflows = workflows(caller, revision.name().bucket());
            return workflows.configured()
                    ? faults(caller, revision, workflows)
                    : faultsWithoutConfig(revision.workflow());
        } catch (Rejected e) {
            return List.of(Optional.ofNullable(e.getMessage()).orElse("The workflow configuration is broken."));
        }
    }

    private static List<String> faultsWithoutConfig(@Nullable String workflow) {
        return workflow == null
                ? List.of()
                : List.of(quoted(workflow) + " workflow is specified, but no workflows config exist.");
    }

    private List<String> faults(Caller caller, NewRevision revision, Workflows workflows) {
        var id = revision.workflow() == null ? workflows.defaultId() : revision.workflow();
        if (id == null || id.isEmpty()) {
            return workflows.required() ? List.of("Workflow required, but none specified.") : List.of();
        }
        var workflow = workflows.workflows().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejected("workflow", "There is no " + quoted(id) + " workflow in config."));
        var metadata = schema(caller, workflows, workflow.metadataSchema());
        var entries = schema(caller, workflows, workflow.entriesSchema());
        return faults(revision, workflow, metadata, entries);
    }

    private @Nullable Schema schema(Caller caller, Workflows workflows, @Nullable String id) {
        return id == null || id.isEmpty() ? null : documents.schema(caller, workflows, id);
    }

    private static List<String> faults(
            NewRevision revision, Workflow workflow, @Nullable Schema metadata, @Nullable Schema entries) {
        var faults = new ArrayList<String>();
        if (workflow.messageRequired()
                && (revision.message() == null || revision.message().isEmpty())) {
            faults.add("Commit message is required by workflow, but none was provided.");
        }
        if (lacksMatch(revision.name().name(), workflow.handlePattern())) {
            faults.add("Package name doesn't match required pattern.");
        }
        if (metadata != null) {
            add(faults, "Metadata failed validation: ", metadata.faults(Instances.metadata(revision), _ -> true));
        }
        if (entries != null) {
            var decidable = Instances.decidable(revision, entries.mentions("size"));
            add(faults, "Package entries failed validation: ", entries.faults(Instances.entries(revision), decidable));
        }
        return List.copyOf(faults);
    }

    private static void add(List<String> faults, String what, String found) {
        if (!found.isEmpty()) {
            faults.add(what + found + ".");
        }
    }

    /** False also where it does not come out: then the registry shall say. */
    private static boolean lacksMatch(String name, @Nullable String pattern) {
        if (pattern == null || pattern.isEmpty()) {
            return false;
        }
        try {
            return !BoundedPattern.of(pattern).found(name);
        } catch (BoundedPattern.Undecided e) {
            return false;
        }
    }

    /** As Python prints a text, or nothing. */
    private static String quoted(String id) {
        return id.isEmpty() ? "None" : "'" + id + "'";
    }
}
