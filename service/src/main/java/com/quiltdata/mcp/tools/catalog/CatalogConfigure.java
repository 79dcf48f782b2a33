package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Checks whether this deployment serves a catalog; its operators decide which one it serves. */
record CatalogConfigure(CatalogSite site, boolean resources)
        implements Tool<CatalogConfigure.Input, CatalogConfigure.Output> {
    private static final String WHO = "Check who you are: get_resource with uri auth://status.";
    private static final List<String> NEXT =
            List.of("List the buckets: bucket_list.", "List the entries of a package: package_browse.");
    private static final Map<String, String> FRIENDLY = Map.of(
            "demo", "demo.quiltdata.com",
            "sandbox", "sandbox.quiltdata.com",
            "open", "open.quiltdata.com",
            "example", "open.quiltdata.com");

    record Input(
            @Doc(
                    "URL or host of the catalog, e.g. \"open.quiltdata.com\", or short name demo, sandbox, open or example")
            String catalogUrl) {}

    record Output(
            @Doc("Always \"success\"") String status,
            @Doc("The requested catalog") String catalogUrl,
            @Doc("The catalog that this server serves") String configuredUrl,
            @Doc("Explanation of the result") String message,
            @Doc("Suggested next calls") List<String> nextSteps) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_configure",
            "Check which catalog is served",
            Effect.READ,
            "Checks whether this server serves the catalog you name; if not, the error names the one it serves. It "
                    + "changes nothing: operators bind a server to one catalog.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var name = in.catalogUrl().strip();
        var requested = ArgumentParser.parse(
                "catalog_url", FRIENDLY.getOrDefault(name.toLowerCase(Locale.ROOT), name), CatalogSite::parse);
        if (!requested.equals(site)) {
            throw new Failure.Invalid(
                    "This server serves only the catalog %s, not %s; connect to that catalog's own MCP server instead."
                            .formatted(site.base(), requested.base()));
        }
        return new Output(
                "success",
                requested.base(),
                site.base(),
                "This server serves " + site.authority() + "; there is nothing to configure.",
                resources ? Stream.concat(Stream.of(WHO), NEXT.stream()).toList() : NEXT);
    }
}
