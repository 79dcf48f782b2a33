package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Builds the table of methods from what the server has to offer; what it lacks is neither declared nor answered. */
public final class Catalogue {
    private static final String INSTRUCTIONS = """
            Works on a Quilt data catalog with your own rights: buckets and their objects, versioned packages, links. \
            Start with bucket_list; read packages with package_browse and objects with bucket_object_text. \
            Every answer says when it was cut short and how to get the rest.""";

    private Catalogue() {}

    /**
     * The methods of a server that offers these tools and resources.
     *
     * @param selection the tools to list and to run
     * @param resources absent when resources are switched off
     */
    public static Methods of(
            String version, Selection selection, @Nullable ResourceDirectory resources, Runner runner) {
        var fixed = new HashMap<String, Answer>();
        var live = new HashMap<String, Method>();
        var capabilities = JsonNodeFactory.instance.objectNode();

        capabilities.putObject("tools");
        var tools = new Methods.Tools(
                selection,
                ToolMethods::list,
                chosen -> (params, call) -> new ToolMethods(chosen, runner).call(params, call));

        if (resources != null) {
            var methods = new ResourceMethods(resources, runner);
            capabilities.putObject("resources");
            fixed.put("resources/list", methods.list());
            fixed.put("resources/templates/list", ResourceMethods.templates());
            live.put("resources/read", methods::read);
        }

        capabilities.putObject("prompts");
        fixed.put("prompts/list", PromptMethods.list());
        live.put("prompts/get", PromptMethods::get);

        var serverInfo = JsonNodeFactory.instance
                .objectNode()
                .put("name", "quilt-mcp-server")
                .put("title", "Quilt")
                .put("version", version);
        return new Methods(fixed, live, tools, new Methods.About(serverInfo, capabilities, INSTRUCTIONS));
    }
}
