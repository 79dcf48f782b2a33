package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.Map;

/** Lists the workflows of a bucket, which state the requirements for pushed packages. */
record WorkflowList(WorkflowReader workflows) implements Tool<WorkflowList.Input, WorkflowListResult> {
    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,

            @Doc("Include the JSON Schemas if they fit") @Default("true")
            boolean includeSchemas) {}

    private static final Spec<Input, WorkflowListResult> SPEC = new Spec<>(
            "workflow_list",
            "List workflows",
            Effect.READ,
            "Lists a bucket's workflows: what each requires of a package's name, message, metadata and entries, its "
                    + "JSON Schemas, the default workflow, and the buckets that packages may be promoted to. Use it "
                    + "before you push a package: the registry refuses a push that breaks its workflow.",
            Input.class,
            WorkflowListResult.class);

    @Override
    public Spec<Input, WorkflowListResult> spec() {
        return SPEC;
    }

    @Override
    public WorkflowListResult call(Input in, Call call) {
        var bucket = ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var current = workflows.current();
        var configuration = current.workflows(call.caller(), bucket);
        var schemas = configuration.schemas().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(schema -> new WorkflowListResult.Schema(
                        schema.getKey(),
                        schema.getValue(),
                        in.includeSchemas()
                                ? current.trySchema(call.caller(), bucket, schema.getKey())
                                        .orElse(null)
                                : null))
                .toList();
        return WorkflowListResult.of(bucket, configuration, schemas);
    }
}
