package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import java.util.HashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds the table of MCP methods; a feature that the server lacks is neither declared nor served. */
public final class MethodTable {
    private static final String INSTRUCTIONS = """
            Works on a Quilt data catalog (S3 buckets, objects, versioned packages) with the caller's own rights. \
            Find data with search_catalog or bucket_list. Read with package_browse and object_read. \
            Ask the user before you write. workflow_list returns a bucket's rules for packages. \
            package_delete needs the user's confirmation. \
            More tools may run than are listed: call one that a result names. Truncated results say how to continue.""";

    private MethodTable() {}

    /** The features of a server; {@code resources} is null if they are switched off. */
    public record ServerFeatures(Selection tools, @Nullable ResourceDirectory resources, PromptInventory prompts) {}

    /** Returns the methods of a server with these features. */
    public static Methods of(String version, ServerFeatures features, Runner runner) {
        var prepared = new HashMap<String, Function<Selection, MethodResult>>();
        var live = new HashMap<String, Function<Selection, MethodHandler>>();
        var capabilities = JsonNodeFactory.instance.objectNode();

        capabilities.putObject("tools");
        prepared.put("tools/list", ToolMethods::list);
        live.put(Methods.TOOLS_CALL, selection -> new ToolMethods(selection, runner, features.resources()));

        if (features.resources() != null) {
            var resources = new ResourceMethods(features.resources(), runner);
            capabilities.putObject("resources");
            prepared.put("resources/list", _ -> resources.list());
            prepared.put("resources/templates/list", _ -> resources.templates());
            live.put("resources/read", _ -> resources::read);
        }

        capabilities.putObject("prompts");
        prepared.put("prompts/list", selection -> prompts(features, selection).list(CachePolicy.of(selection)));
        live.put("prompts/get", selection -> prompts(features, selection)::get);

        capabilities.putObject("completions");
        var completions = new CompletionMethods(features.resources(), features.prompts(), runner);
        live.put("completion/complete", _ -> completions::complete);

        var info = new Methods.Implementation("quilt-mcp-server", "Quilt", version);
        var about = new Methods.ServerDescription(info, capabilities, selection -> selection.supported(INSTRUCTIONS));
        return new Methods(features.tools(), prepared, live, about);
    }

    private static PromptMethods prompts(ServerFeatures features, Selection selection) {
        return new PromptMethods(features.prompts().supported(selection));
    }
}
