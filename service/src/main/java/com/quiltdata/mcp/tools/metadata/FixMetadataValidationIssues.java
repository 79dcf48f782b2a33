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

/** Metadata with what is plainly meant put right. */
final class FixMetadataValidationIssues
        implements Tool<FixMetadataValidationIssues.Input, FixMetadataValidationIssues.Output> {
    record Input(
            @Doc("The metadata of a package") Map<String, Object> metadata,

            @Doc("Template that it shall follow, if any") @Nullable
            String templateName,

            @Doc("Bucket whose workflow it shall pass") @Nullable
            String bucket,

            @Doc("Workflow of that bucket; its default when absent") @Nullable
            String workflow) {}

    record Output(
            @Doc("The metadata, put right") Map<String, Object> metadata,
            @Doc("What was changed") List<String> fixes,
            @Doc("Whether nothing is wrong any more") boolean valid,
            @Doc("What only its author can put right") List<String> issues) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "fix_metadata_validation_issues",
            "Fix metadata",
            Effect.READ,
            "Answers metadata with what is plainly meant put right: types that a template or a bucket's workflow schema asks for, "
                    + "spelling of fixed values, space around names, fields that say nothing left out. No value is "
                    + "invented; what is left is listed. Nothing is written.",
            Input.class,
            Output.class);

    private final WorkflowReader workflows;

    FixMetadataValidationIssues(WorkflowReader workflows) {
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
        var demands = Demands.of(in.bucket(), in.workflow(), null);
        var wanted = Wanted.of(template, demands == null ? Map.of() : demands.schema(workflows, call));
        var repair = Repair.of(in.metadata(), wanted);
        var issues = new ArrayList<>(Check.of(repair.metadata(), template).issues());
        if (demands != null) {
            issues.addAll(demands.faults(workflows, call, repair.metadata()));
        }
        return new Output(repair.metadata(), repair.fixes(), issues.isEmpty(), issues);
    }
}
