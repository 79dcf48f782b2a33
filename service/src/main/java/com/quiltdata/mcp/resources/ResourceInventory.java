package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.IdentityReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import java.util.List;
import java.util.Optional;

/** Every resource there is, in the order in which they are listed. */
public final class ResourceInventory implements ResourceDirectory {
    private final List<Resource> resources;

    private ResourceInventory(List<Resource> resources) {
        this.resources = resources;
    }

    /**
     * The inventory of one catalog.
     *
     * @param site the catalog that this deployment serves
     */
    public static ResourceInventory of(CatalogSite site, IdentityReader identity, CatalogInfoReader info) {
        var stack = new Stack(info);
        return new ResourceInventory(
                List.of(new AuthStatus(site, identity, stack), new CatalogInfoResource(site, identity, stack)));
    }

    @Override
    public List<Entry> entries() {
        return resources.stream().map(Resource::entry).toList();
    }

    @Override
    public Optional<Content> read(String uri, Call call) {
        return resources.stream()
                .filter(resource -> resource.entry().uri().equals(uri))
                .findFirst()
                .map(resource -> new Content(resource.entry(), resource.read(call)));
    }
}
