package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks metadata against a template and a bucket's workflow. */
record ValidateMetadataStructure(WorkflowReader workflows)
        implements Tool<ValidateMetadataStructure.Input, ValidateMetadataStructure.Output> {
    record Input(
            @Doc("Package metadata, e.g. {\"description\": \"…\"}")
            Map<String, Object> metadata,

            @Doc("Template to check against, like \"standard\". Default: none") @Nullable
            String templateName,

            @Doc("Bucket whose workflow to check against") @Nullable
            String bucket,

            @Doc("Workflow ID from workflow_list. Default: the bucket's") @Nullable
            String workflow,

            @Doc("Package name to check too, like \"examples/hurdat\"") @Nullable
            String packageName) {}

    record Output(
            @Doc("Whether the checks found no issues") boolean valid,

            @Doc("Problems to fix before the push") List<String> issues,
            @Doc("Suggested improvements") List<String> suggestions,

            @Doc("Template that was checked") @Nullable String checkedTemplate,

            @Doc("Bucket whose workflow was checked") @Nullable
            String checkedBucket,

            @Doc("What was not checked") String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "validate_metadata_structure",
            "Validate metadata",
            Effect.READ,
            "Checks package metadata and returns its issues: against the schema of a bucket's workflow if `bucket` is "
                    + "given, with the registry's error messages, and against a template if named. Writes nothing. "
                    + "Use it before you push a package; workflow_list returns the schemas.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var template = in.templateName() == null ? null : MetadataTemplates.named(in.templateName());
        var workflow = WorkflowCheck.of(in.bucket(), in.workflow(), in.packageName());
        var check = MetadataCheck.of(in.metadata(), template);
        var issues = new ArrayList<>(check.issues());
        if (workflow != null) {
            issues.addAll(workflow.faults(workflows, call, in.metadata()));
        }
        return new Output(
                issues.isEmpty(),
                issues,
                check.suggestions(),
                in.templateName(),
                workflow == null ? null : workflow.bucket(),
                workflow == null
                        ? "No bucket was given, so no workflow was checked."
                        : "The commit message and the entries were not checked.");
    }
}
