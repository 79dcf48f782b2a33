package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Icon;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The MCP methods that all eras share. What a method does may depend on the tools that a connection selects.
 *
 * @param configured the operator's selection of tools
 * @param prepared results that change only with a release and the selection, by method
 * @param live methods that run per call, by name
 * @param about the server's description of itself
 */
public record Methods(
        Selection configured,
        Map<String, Function<Selection, MethodResult>> prepared,
        Map<String, Function<Selection, MethodHandler>> live,
        ServerDescription about) {
    static final String TOOLS_CALL = "tools/call";

    private static final String INSTRUCTIONS = """
            Works on a Quilt data catalog (S3 buckets, objects, versioned packages) with the caller's own rights. \
            Find data with search_packages, search_objects or bucket_list. Read with package_browse and object_read. \
            Ask the user before you write. workflow_list returns a bucket's rules for packages. \
            package_delete needs the user's confirmation. \
            More tools may run than are listed: call one that a result names. Truncated results say how to continue.""";

    public Methods {
        prepared = Map.copyOf(prepared);
        live = Map.copyOf(live);
    }

    /** The server's name and version, its {@code ServerCapabilities} and its instructions. */
    public record ServerDescription(
            Implementation serverInfo, ObjectNode capabilities, Function<Selection, String> instructions) {}

    /** The name and version of a program (MCP {@code Implementation}); null {@code icons} for none. */
    public record Implementation(
            String name,
            String title,
            String version,
            @Nullable List<Icon> icons) {
        /** Returns a copy without icons. */
        public Implementation withoutIcons() {
            return new Implementation(name, title, version, null);
        }
    }

    /** Returns a server's methods; a feature that it lacks, such as null resources, is neither declared nor served. */
    public static Methods of(
            String version,
            Selection tools,
            @Nullable ResourceDirectory resources,
            PromptInventory prompts,
            Runner runner) {
        var prepared = new HashMap<String, Function<Selection, MethodResult>>();
        var live = new HashMap<String, Function<Selection, MethodHandler>>();
        var views = hasViews(resources);
        prepared.put("tools/list", selection -> ToolMethods.list(selection, views));
        live.put(TOOLS_CALL, selection -> new ToolMethods(selection, runner, resources));
        if (resources != null) {
            addResources(resources, runner, prepared, live);
        }
        Function<Selection, PromptMethods> selected = selection -> new PromptMethods(prompts.supported(selection));
        prepared.put("prompts/list", selection -> selected.apply(selection).list(CachePolicy.of(selection)));
        live.put("prompts/get", selection -> selected.apply(selection)::get);
        live.put(
                "completion/complete",
                selection -> new CompletionMethods(
                                resources == null ? null : resources.where(selection),
                                prompts.supported(selection),
                                runner)::complete);
        return new Methods(tools, prepared, live, about(version, resources));
    }

    private static void addResources(
            ResourceDirectory resources,
            Runner runner,
            Map<String, Function<Selection, MethodResult>> prepared,
            Map<String, Function<Selection, MethodHandler>> live) {
        Function<Selection, ResourceMethods> methods =
                selection -> new ResourceMethods(resources.where(selection), runner);
        prepared.put("resources/list", selection -> methods.apply(selection).list(CachePolicy.of(selection)));
        prepared.put(
                "resources/templates/list",
                selection -> methods.apply(selection).templates(CachePolicy.of(selection)));
        live.put("resources/read", selection -> methods.apply(selection)::read);
        if (!resources.skills().isEmpty()) {
            Function<Selection, SkillMethods> skills =
                    selection -> new SkillMethods(resources.where(selection).skills(), CachePolicy.of(selection));
            prepared.put("skills/list", selection -> skills.apply(selection).list());
            live.put(
                    "skills/get",
                    selection -> (params, _) -> skills.apply(selection).get(params));
        }
    }

    private static boolean hasViews(@Nullable ResourceDirectory resources) {
        return resources != null
                && resources.entries().stream()
                        .anyMatch(entry -> entry.mimeType().equals(AppView.MEDIA_TYPE));
    }

    private static ServerDescription about(String version, @Nullable ResourceDirectory resources) {
        var capabilities = JsonNodeFactory.instance.objectNode();
        capabilities.putObject("tools");
        if (resources != null) {
            capabilities.putObject("resources");
        }
        capabilities.putObject("prompts");
        capabilities.putObject("completions");
        if (resources != null && !resources.skills().isEmpty()) {
            capabilities.withObject("/extensions").putObject(SkillMethods.EXTENSION);
        }
        if (hasViews(resources)) {
            capabilities.withObject("/extensions").putObject(AppView.EXTENSION);
        }
        var info = new Implementation("quilt-mcp-server", "Quilt", version, List.of(Icon.SERVER));
        return new ServerDescription(info, capabilities, selection -> selection.supported(INSTRUCTIONS));
    }

    @Nullable
    MethodHandler method(String name, Selection selection) {
        var method = live.get(name);
        return method == null ? null : method.apply(selection);
    }

    boolean known(String name) {
        return prepared.containsKey(name) || live.containsKey(name);
    }
}
