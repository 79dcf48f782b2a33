package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.IdentityReader;
import com.quiltdata.mcp.catalog.Me;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the caller is. */
final class AuthStatus implements Resource {
    private static final ResourceDirectory.Entry ENTRY = new ResourceDirectory.Entry(
            "auth://status",
            "Auth Status",
            "Who you are",
            "Who the catalog takes you for: name, e-mail, active role and roles, and which catalog this is.",
            JSON);

    /** The content; {@code status} is always {@code authenticated}, since a refused token has no answer but HTTP 401. */
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
    private final Stack stack;

    AuthStatus(CatalogSite site, IdentityReader identity, Stack stack) {
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
                        "See which buckets there are with bucket_list.",
                        "List the objects of a bucket with bucket_objects_list.",
                        "See what a package holds with package_browse."),
                "You are %s at %s, %s.".formatted(me.name(), site.authority(), role(me))));
    }

    /** What it says of the caller's role must be true now. */
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
