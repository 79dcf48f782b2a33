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
final class WorkflowList implements Tool<WorkflowList.Input, WorkflowListResult> {
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

    private final WorkflowReader workflows;

    WorkflowList(WorkflowReader workflows) {
        this.workflows = workflows;
    }

    @Override
    public Spec<Input, WorkflowListResult> spec() {
        return SPEC;
    }

    @Override
    public WorkflowListResult call(Input in, Call call) {
        var bucket = ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var all = workflows.workflows(call.caller(), bucket);
        var schemas = all.schemas().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> schema(in, call, bucket, it))
                .toList();
        return WorkflowListResult.of(bucket, all, schemas);
    }

    private WorkflowListResult.Schema schema(Input in, Call call, String bucket, Map.Entry<String, String> known) {
        var content = in.includeSchemas()
                ? workflows.trySchema(call.caller(), bucket, known.getKey()).orElse(null)
                : null;
        return new WorkflowListResult.Schema(known.getKey(), known.getValue(), content);
    }
}
