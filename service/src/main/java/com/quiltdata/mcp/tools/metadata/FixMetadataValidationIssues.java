package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.tool.ArgumentParser;
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
final class FixMetadataValidationIssues
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
        var template = in.templateName() == null
                ? null
                : ArgumentParser.parse("template_name", in.templateName(), MetadataTemplates::named);
        var demands = WorkflowCheck.of(in.bucket(), in.workflow(), null);
        var wanted = FieldRule.of(template, demands == null ? Map.of() : demands.schema(workflows, call));
        var repair = MetadataFixer.of(in.metadata(), wanted);
        var issues =
                new ArrayList<>(MetadataCheck.of(repair.metadata(), template).issues());
        if (demands != null) {
            issues.addAll(demands.faults(workflows, call, repair.metadata()));
        }
        return new Output(repair.metadata(), repair.fixes(), issues.isEmpty(), issues);
    }
}
