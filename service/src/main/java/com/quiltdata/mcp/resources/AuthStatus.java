package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resource {@code auth://status}: the caller's identity. */
final class AuthStatus implements Resource {
    private static final ResourceDirectory.Entry ENTRY = new ResourceDirectory.Entry(
            "auth://status",
            "Auth Status",
            "Your identity",
            "Your identity in the catalog: name, e-mail, active role and all roles; and the catalog's address.",
            JSON);

    /** The content. {@code status} is always {@code authenticated}: a refused token gets HTTP 401 instead. */
    record Status(
            String status,
            String catalogUrl,
            String catalogName,
            @Nullable String registryUrl,
            User userInfo,
            List<String> suggestedActions,
            String message) {}

    record User(
            String username,
            String email,
            boolean isAdmin,
            @Nullable String role,
            List<String> roles) {}

    private final CatalogSite site;
    private final IdentityReader identity;
    private final CatalogInfoLookup stack;

    AuthStatus(CatalogSite site, IdentityReader identity, CatalogInfoLookup stack) {
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
        return new Body.Json(new Status(
                "authenticated",
                site.base(),
                site.authority(),
                stack.info().map(CatalogInfo::registryUrl).orElse(null),
                user(me),
                List.of(
                        "List your buckets with bucket_list.",
                        "List the objects of a bucket with bucket_objects_list.",
                        "List the files of a package with package_browse."),
                "You are %s at %s, %s.".formatted(me.name(), site.authority(), role(me))));
    }

    /** Not cached, because the caller's role may change at any time. */
    @Override
    public boolean kept() {
        return false;
    }

    private static User user(Me me) {
        return new User(me.name(), me.email(), me.admin(), me.role(), me.roles());
    }

    private static String role(Me me) {
        return me.role() == null ? "without an active role" : "in the role " + me.role();
    }
}
