package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resource {@code quilt-platform://me}: the caller's name and roles. */
final class PlatformMe implements Resource {
    private static final Entry ENTRY = new Entry(
            "quilt-platform://me", "Me", "You", "Your name, e-mail, active role and all roles in the catalog.", JSON);

    record Me(
            String name,
            String email,
            boolean isAdmin,
            @Nullable String role,
            List<String> roles) {}

    private final IdentityReader identity;

    PlatformMe(IdentityReader identity) {
        this.identity = identity;
    }

    @Override
    public Entry entry() {
        return ENTRY;
    }

    @Override
    public Body read(Call call) {
        var me = identity.me(call.caller());
        return new Body.Json(new Me(me.name(), me.email(), me.admin(), me.role(), me.roles()));
    }

    /** Not cached, because the caller's role may change at any time. */
    @Override
    public boolean kept() {
        return false;
    }
}
