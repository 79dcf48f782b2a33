package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.prompts.PromptInventory;
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

    /** What a server offers; {@code resources} is absent when they are switched off. */
    public record Offer(Selection tools, @Nullable ResourceDirectory resources, PromptInventory prompts) {}

    /** The methods of a server that offers this. */
    public static Methods of(String version, Offer offer, Runner runner) {
        var fixed = new HashMap<String, Answer>();
        var live = new HashMap<String, Method>();
        var capabilities = JsonNodeFactory.instance.objectNode();

        capabilities.putObject("tools");
        var tools = new Methods.Tools(
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

        return new Methods(fixed, live, tools, new Methods.About(serverInfo(version), capabilities, INSTRUCTIONS));
    }

    private static ObjectNode serverInfo(String version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "quilt-mcp-server")
                .put("title", "Quilt")
                .put("version", version);
    }
}
