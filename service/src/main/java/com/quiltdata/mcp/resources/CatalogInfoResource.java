package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import org.jspecify.annotations.Nullable;

/** The resource {@code auth://catalog/info}: the catalog that this server is bound to. */
final class CatalogInfoResource implements Resource {
    private static final ResourceDirectory.Entry ENTRY = new ResourceDirectory.Entry(
            "auth://catalog/info",
            "Catalog Info",
            "Catalog and deployment",
            "The catalog that this server is bound to: address, registry, region, version; and how the server runs.",
            JSON);
    private static final Deployment DEPLOYMENT = new Deployment("remote", "platform", "http", true);

    /**
     * The content.
     *
     * @param status {@code success}, or {@code degraded} while the catalog's config.json cannot be read
     */
    record CatalogStatus(
            String catalogName,
            boolean isAuthenticated,
            String detectionMethod,
            String status,
            String deploymentMode,
            Deployment deployment,
            String navigatorUrl,
            @Nullable String registryUrl,
            String loggedInUrl,
            @Nullable String region,
            @Nullable String stackVersion,
            @Nullable String mode,
            String message) {}

    record Deployment(String mode, String backend, String transport, boolean multiuser) {}

    private final CatalogSite site;
    private final IdentityReader identity;
    private final CatalogInfoLookup stack;

    CatalogInfoResource(CatalogSite site, IdentityReader identity, CatalogInfoLookup stack) {
        this.site = site;
        this.identity = identity;
        this.stack = stack;
    }

    @Override
    public ResourceDirectory.Entry entry() {
        return ENTRY;
    }

    @Override
    public Body read(Call call) {
        var me = identity.me(call.caller());
        var info = stack.info();
        return new Body.Json(new CatalogStatus(
                site.authority(),
                true,
                "authentication",
                info.isPresent() ? "success" : "degraded",
                DEPLOYMENT.mode(),
                DEPLOYMENT,
                site.base(),
                info.map(CatalogInfo::registryUrl).orElse(null),
                site.base(),
                info.map(CatalogInfo::region).orElse(null),
                info.map(CatalogInfo::stackVersion).orElse(null),
                info.map(CatalogInfo::mode).orElse(null),
                info.isPresent()
                        ? "Connected to %s as %s.".formatted(site.authority(), me.name())
                        : "Connected to %s as %s, but its config.json cannot be read; registry and region are unknown."
                                .formatted(site.authority(), me.name())));
    }
}
