package com.quiltdata.mcp;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.tools.objects.ChatGptFetch;
import com.quiltdata.mcp.tools.search.ChatGptSearch;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The two tools that ChatGPT's connectors and deep research call, whose names and shapes OpenAI prescribes. */
public final class ChatGptToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "chatgpt";

    private ChatGptToolset() {}

    /** Builds the toolset; its tools are listed only where it is named, because others do more. */
    public static Toolset of(
            CatalogSite site, SearchReader search, DocsReader docs, PackageReader packages, ObjectReader objects) {
        return new Toolset(
                NAME,
                List.of(
                        new ChatGptSearch(search, docs, site, InstantSource.system()),
                        new ChatGptFetch(packages, objects, docs, site)),
                Set.of("search", "fetch"));
    }
}
