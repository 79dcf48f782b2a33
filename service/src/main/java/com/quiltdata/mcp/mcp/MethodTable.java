package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    public static Methods of(String version, ServerFeatures offer, Runner runner) {
        var prepared = new HashMap<String, Function<Selection, MethodResult>>();
        var live = new HashMap<String, Function<Selection, MethodHandler>>();
        var capabilities = JsonNodeFactory.instance.objectNode();

        capabilities.putObject("tools");
        prepared.put("tools/list", ToolMethods::list);
        live.put(Methods.TOOLS_CALL, selection -> new ToolMethods(selection, runner, offer.resources()));

        if (offer.resources() != null) {
            var resources = new ResourceMethods(offer.resources(), runner);
            capabilities.putObject("resources");
            prepared.put("resources/list", _ -> resources.list());
            prepared.put("resources/templates/list", _ -> resources.templates());
            live.put("resources/read", _ -> resources::read);
        }

        capabilities.putObject("prompts");
        prepared.put("prompts/list", selection -> prompts(offer, selection).list(CachePolicy.of(selection)));
        live.put("prompts/get", selection -> prompts(offer, selection)::get);

        capabilities.putObject("completions");
        var completions = new CompletionMethods(offer.resources(), offer.prompts(), runner);
        live.put("completion/complete", _ -> completions::complete);

        var about = new Methods.ServerDescription(
                serverInfo(version), capabilities, selection -> selection.supported(INSTRUCTIONS));
        return new Methods(offer.tools(), prepared, live, about);
    }

    private static PromptMethods prompts(ServerFeatures offer, Selection selection) {
        return new PromptMethods(offer.prompts().supported(selection));
    }

    private static ObjectNode serverInfo(String version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "quilt-mcp-server")
                .put("title", "Quilt")
                .put("version", version);
    }
}
