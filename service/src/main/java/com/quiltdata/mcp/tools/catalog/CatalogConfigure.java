package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether this deployment serves a catalog; which one it serves is its operators' decision. */
final class CatalogConfigure implements Tool<CatalogConfigure.Input, CatalogConfigure.Output> {
    private static final Map<String, String> FRIENDLY = Map.of(
            "demo", "demo.quiltdata.com",
            "sandbox", "sandbox.quiltdata.com",
            "open", "open.quiltdata.com",
            "example", "open.quiltdata.com");

    record Input(
            @Doc("URL or host of the catalog, or demo, sandbox, open or example")
            String catalogUrl) {}

    record Output(
            @Doc("Always success") String status,
            @Doc("The catalog that was asked for") String catalogUrl,
            @Doc("The catalog that this server is bound to") String configuredUrl,
            @Doc("What this means") String message,
            @Doc("What to do next") List<String> nextSteps) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_configure",
            "Check which catalog is served",
            Effect.READ,
            "Tells whether this server works with the catalog you name. It changes nothing: a server is bound to one catalog by "
                    + "its operators. Use it when the user asks to switch catalogs, or names one.",
            Input.class,
            Output.class);

    private final CatalogSite site;

    CatalogConfigure(CatalogSite site) {
        this.site = site;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var name = in.catalogUrl().strip();
        var asked = Argument.parse(
                "catalog_url", FRIENDLY.getOrDefault(name.toLowerCase(Locale.ROOT), name), CatalogSite::parse);
        if (!asked.equals(site)) {
            throw new Failure.Invalid(
                    "This server is bound to the catalog %s by its operators and cannot serve %s; connect to the MCP server of that catalog instead."
                            .formatted(site.base(), asked.base()));
        }
        return new Output(
                "success",
                asked.base(),
                site.base(),
                "This server serves " + site.authority() + "; there is nothing to configure.",
                List.of(
                        "See who you are with get_resource and uri auth://status.",
                        "See which buckets there are with bucket_list.",
                        "See what a package holds with package_browse."));
    }
}
