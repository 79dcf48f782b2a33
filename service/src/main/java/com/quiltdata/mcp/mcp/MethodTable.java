package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Builds the table of MCP methods; a feature that the server lacks is neither declared nor served. */
public final class MethodTable {
    private static final String INSTRUCTIONS = """
            Works on a Quilt data catalog (S3 buckets, objects, versioned packages) with the caller's own rights. \
            Find data with search_catalog or bucket_list; read with package_browse and object_read. \
            Ask the user before you write; workflow_list returns a bucket's rules for packages. \
            Deleting a package needs the user's confirmation. \
            More tools may run than are listed: call one that a result names. Truncated results say how to continue.""";

    private MethodTable() {}

    /** The features of a server; {@code resources} is null if they are switched off. */
    public record ServerFeatures(Selection tools, @Nullable ResourceDirectory resources, PromptInventory prompts) {}

    /** Returns the methods of a server with these features. */
    public static Methods of(String version, ServerFeatures offer, Runner runner) {
        var fixed = new HashMap<String, MethodResult>();
        var live = new HashMap<String, MethodHandler>();
        var capabilities = JsonNodeFactory.instance.objectNode();

        capabilities.putObject("tools");
        var tools = new Methods.ToolHandlers(
                offer.tools(), ToolMethods::list, chosen -> new ToolMethods(chosen, runner, offer.resources()));

        if (offer.resources() != null) {
            var resources = new ResourceMethods(offer.resources(), runner);
            capabilities.putObject("resources");
            fixed.put("resources/list", resources.list());
            fixed.put("resources/templates/list", resources.templates());
            live.put("resources/read", resources::read);
        }

        var prompts = new PromptMethods(offer.prompts());
        capabilities.putObject("prompts");
        fixed.put("prompts/list", prompts.list());
        live.put("prompts/get", prompts::get);

        capabilities.putObject("completions");
        live.put("completion/complete", new CompletionMethods(offer.resources(), offer.prompts(), runner)::complete);

        return new Methods(
                fixed, live, tools, new Methods.ServerDescription(serverInfo(version), capabilities, INSTRUCTIONS));
    }

    private static ObjectNode serverInfo(String version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "quilt-mcp-server")
                .put("title", "Quilt")
                .put("version", version);
    }
}
