package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket demands of the metadata of a package, as its workflow says it.
 *
 * @param workflow null for the bucket's default
 * @param packageName null when it is not known yet, and then not checked
 */
record Demands(
        String bucket, @Nullable String workflow, @Nullable String packageName) {
    private static final String NAME = "Package name ";
    private static final String ENTRIES = "Package entries ";

    /** The demands that the arguments name; null when they name no bucket. */
    static @Nullable Demands of(@Nullable String bucket, @Nullable String workflow, @Nullable String packageName) {
        if (bucket == null) {
            if (workflow != null || packageName != null) {
                throw new Failure.Invalid("`bucket` is missing; workflows and packages are those of a bucket.");
            }
            return null;
        }
        return new Demands(
                Argument.parse("bucket", bucket, Names::bucket),
                workflow,
                packageName == null ? null : Argument.parse("package_name", packageName, Names::packageName));
    }

    /** Why the registry would refuse the metadata; the message and the entries are not looked at. */
    List<String> faults(WorkflowReader workflows, Call call, Map<String, Object> metadata) {
        var name = new PackageName(bucket, packageName == null ? "any/name" : packageName);
        return workflows
                .faults(call.caller(), new NewRevision(name, "A message", metadata, workflow, List.of()))
                .stream()
                .filter(fault -> !fault.startsWith(ENTRIES) && (packageName != null || !fault.startsWith(NAME)))
                .toList();
    }

    /** The JSON Schema of the metadata; empty when the workflow has none, or it cannot be had. */
    Map<String, Object> schema(WorkflowReader workflows, Call call) {
        var all = workflows.workflows(call.caller(), bucket);
        var id = workflow == null ? all.defaultId() : workflow;
        return all.workflows().stream()
                .filter(it -> it.id().equals(id))
                .flatMap(it -> java.util.Optional.ofNullable(it.metadataSchema()).stream())
                .findFirst()
                .flatMap(schema -> workflows.trySchema(call.caller(), bucket, schema))
                .orElse(Map.of());
    }
}
