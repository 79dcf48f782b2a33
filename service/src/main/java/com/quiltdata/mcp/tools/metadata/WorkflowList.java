package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.Map;

/** What a bucket demands of the packages that are pushed to it. */
final class WorkflowList implements Tool<WorkflowList.Input, Demanded> {
    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,

            @Doc("Whether to answer the schemas themselves, as far as there is room") @Default("true")
            boolean includeSchemas) {}

    private static final Spec<Input, Demanded> SPEC = new Spec<>(
            "workflow_list",
            "List workflows",
            Effect.READ,
            "Lists the workflows of a bucket: what each demands of a package's name, message, metadata and entries, its JSON Schemas, "
                    + "the default, and the buckets that packages may be promoted to. Look here before writing a "
                    + "package; validate_metadata_structure checks metadata against it.",
            Input.class,
            Demanded.class);

    private final WorkflowReader workflows;

    WorkflowList(WorkflowReader workflows) {
        this.workflows = workflows;
    }

    @Override
    public Spec<Input, Demanded> spec() {
        return SPEC;
    }

    @Override
    public Demanded call(Input in, Call call) {
        var bucket = Argument.parse("bucket", in.bucket(), Names::bucket);
        var all = workflows.workflows(call.caller(), bucket);
        var schemas = all.schemas().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> schema(in, call, bucket, it))
                .toList();
        return Demanded.of(bucket, all, schemas);
    }

    private Demanded.Schema schema(Input in, Call call, String bucket, Map.Entry<String, String> known) {
        var content = in.includeSchemas()
                ? workflows.trySchema(call.caller(), bucket, known.getKey()).orElse(null)
                : null;
        return new Demanded.Schema(known.getKey(), known.getValue(), content);
    }
}
