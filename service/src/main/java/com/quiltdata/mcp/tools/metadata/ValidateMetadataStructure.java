package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether metadata is what a template and a bucket's workflow demand. */
final class ValidateMetadataStructure
        implements Tool<ValidateMetadataStructure.Input, ValidateMetadataStructure.Output> {
    record Input(
            @Doc("The metadata of a package") Map<String, Object> metadata,

            @Doc("Template to check against, if any") @Nullable
            String templateName,

            @Doc("Bucket whose workflow to check against") @Nullable
            String bucket,

            @Doc("Workflow of that bucket; its default when absent") @Nullable
            String workflow,

            @Doc("Name of the package, to check it too") @Nullable
            String packageName) {}

    record Output(
            @Doc("Whether nothing is wrong, as far as it was checked")
            boolean valid,

            @Doc("What is wrong") List<String> issues,
            @Doc("What could be better") List<String> suggestions,

            @Doc("The template that was checked against") @Nullable
            String checkedTemplate,

            @Doc("The bucket that was checked against") @Nullable
            String checkedBucket,

            @Doc("What was not checked") String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "validate_metadata_structure",
            "Validate metadata",
            Effect.READ,
            "Checks metadata before a package is pushed: against the schema of a bucket's workflow when `bucket` is given, in "
                    + "the registry's own words, and against a template when one is named. Nothing is written. "
                    + "workflow_list shows the schemas.",
            Input.class,
            Output.class);

    private final WorkflowReader workflows;

    ValidateMetadataStructure(WorkflowReader workflows) {
        this.workflows = workflows;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var template =
                in.templateName() == null ? null : Argument.parse("template_name", in.templateName(), Templates::named);
        var demands = Demands.of(in.bucket(), in.workflow(), in.packageName());
        var check = Check.of(in.metadata(), template);
        var issues = new ArrayList<>(check.issues());
        if (demands != null) {
            issues.addAll(demands.faults(workflows, call, in.metadata()));
        }
        return new Output(
                issues.isEmpty(),
                issues,
                check.suggestions(),
                in.templateName(),
                demands == null ? null : demands.bucket(),
                demands == null
                        ? "No bucket was named, so no workflow was asked."
                        : "The commit message and the entries were not checked.");
    }
}
