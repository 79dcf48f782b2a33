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

/** Corrects obvious mistakes in metadata. */
record FixMetadataValidationIssues(WorkflowReader workflows)
        implements Tool<FixMetadataValidationIssues.Input, FixMetadataValidationIssues.Output> {
    record Input(
            @Doc("Package metadata, e.g. {\"description\": \"…\"}")
            Map<String, Object> metadata,

            @Doc("Template that defines the types. Optional. Default: none") @Nullable
            String templateName,

            @Doc("Bucket whose workflow must accept the metadata. Optional") @Nullable
            String bucket,

            @Doc("Workflow ID. Optional. Default: the bucket's default workflow") @Nullable
            String workflow) {}

    record Output(
            @Doc("Corrected metadata") Map<String, Object> metadata,
            @Doc("Changes made") List<String> fixes,
            @Doc("Whether no issues remain") boolean valid,
            @Doc("Issues that only the author can fix") List<String> issues) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "fix_metadata_validation_issues",
            "Fix metadata",
            Effect.READ,
            "Returns the metadata with obvious mistakes corrected: types, spelling of fixed values, whitespace around "
                    + "names; empty fields are dropped. The rules come from a template or a bucket's workflow schema. Writes nothing.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var template = in.templateName() == null ? null : MetadataTemplates.named(in.templateName());
        var workflow = WorkflowCheck.of(in.bucket(), in.workflow(), null);
        var rules = FieldRule.of(template, workflow == null ? Map.of() : workflow.schema(workflows, call));
        var fixed = MetadataFixer.of(in.metadata(), rules);
        var issues =
                new ArrayList<>(MetadataCheck.of(fixed.metadata(), template).issues());
        if (workflow != null) {
            issues.addAll(workflow.faults(workflows, call, fixed.metadata()));
        }
        return new Output(fixed.metadata(), fixed.fixes(), issues.isEmpty(), issues);
    }
}
