package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check of metadata against a workflow, null for the default, and of the package name, unless null. */
record WorkflowCheck(
        String bucket, @Nullable String workflow, @Nullable String packageName) {
    private static final String NAME = "Package name ";
    private static final String ENTRIES = "Package entries ";

    /** Creates the check that the arguments ask for; null if {@code bucket} is null. */
    static @Nullable WorkflowCheck of(
            @Nullable String bucket, @Nullable String workflow, @Nullable String packageName) {
        if (bucket == null) {
            if (workflow != null || packageName != null) {
                throw new Failure.Invalid("`bucket` is missing. Send it together with `workflow` or `package_name`.");
            }
            return null;
        }
        return new WorkflowCheck(
                ArgumentParser.parse("bucket", bucket, NameSyntax::bucket),
                workflow,
                packageName == null
                        ? null
                        : ArgumentParser.parse("package_name", packageName, NameSyntax::packageName));
    }

    /** Returns why the registry would refuse the metadata; message and entries are not checked. */
    List<String> faults(WorkflowReader workflows, Call call, Map<String, Object> metadata) {
        var name = new PackageName(bucket, packageName == null ? "any/name" : packageName);
        return workflows
                .faults(call.caller(), new NewRevision(name, "A message", metadata, workflow, List.of()))
                .stream()
                .filter(fault -> !fault.startsWith(ENTRIES) && (packageName != null || !fault.startsWith(NAME)))
                .toList();
    }

    /** Returns the JSON Schema of the metadata; empty if the workflow has none or it cannot be read. */
    Map<String, Object> schema(WorkflowReader workflows, Call call) {
        var configured = workflows.workflows(call.caller(), bucket);
        var id = workflow == null ? configured.defaultId() : workflow;
        return configured.workflows().stream()
                .filter(it -> it.id().equals(id) && it.metadataSchema() != null)
                .findFirst()
                .flatMap(it -> workflows.trySchema(call.caller(), bucket, String.valueOf(it.metadataSchema())))
                .orElse(Map.of());
    }
}
