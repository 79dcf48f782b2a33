package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tools on the catalog itself. */
public final class CatalogToolset {
    /** What operators and clients call it. */
    public static final String NAME = "catalog";

    private CatalogToolset() {}

    /**
     * The family, bound to one catalog.
     *
     * @param site the catalog that this deployment serves
     * @param resources absent when resources are switched off
     */
    public static Toolset of(CatalogSite site, @Nullable ResourceDirectory resources) {
        return new Toolset(
                NAME,
                List.of(
                        new CatalogUrl(site),
                        new CatalogUri(site),
                        new CatalogLink(site),
                        new CatalogConfigure(site),
                        new GetResource(resources)),
                Set.of("catalog_link"));
    }
}
