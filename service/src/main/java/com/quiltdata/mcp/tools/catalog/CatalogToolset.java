package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tools for the catalog itself. */
public final class CatalogToolset {
    /** The toolset's name in configuration and in requests. */
    public static final String NAME = "catalog";

    private CatalogToolset() {}

    /** Builds the toolset for the served catalog; {@code resources} is null if they are switched off. */
    public static Toolset of(CatalogSite site, PackageReader packages, @Nullable ResourceDirectory resources) {
        var tools = new ArrayList<Tool<?, ?>>(List.of(
                new CatalogUrl(site, packages),
                new CatalogUri(site),
                new CatalogLink(site, packages),
                new CatalogConfigure(site, resources != null)));
        if (resources != null) {
            tools.add(new GetResource(resources));
        }
        return new Toolset(NAME, tools, Set.of("catalog_url", "catalog_uri", "catalog_configure"));
    }
}
