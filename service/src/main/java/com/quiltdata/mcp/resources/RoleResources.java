package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.List;

/** The resources about the roles of a catalog, for administrators. */
final class RoleResources {
    private static final int MAX_ROLES = 200;
    private static final String LISTER = "admin_roles_list";
    private static final Entry ROLES = new Entry(
            "admin://roles",
            "Roles",
            "Roles of the catalog",
            "The roles of the catalog, for administrators: id, name, ARN and whether Quilt manages them. At most 200.",
            Resource.JSON);

    private RoleResources() {}

    /** Some of the roles, and the number of all. */
    record Roles(List<Item> roles, int count, boolean truncated, String message) {}

    record Item(String id, String name, String arn, String type) {
        static Item of(Role role) {
            return new Item(role.ref().id(), role.name(), role.arn(), role.type());
        }
    }

    static List<Resource> of(AdminReaders ports) {
        var reader = ports.roles();
        return List.of(new Resource(ROLES, false, AdminResources.TOOLSET, call -> roles(reader, call)));
    }

    private static Body roles(RoleReader reader, Call call) {
        var all = reader.roles(call.caller()).roles();
        var items = all.stream().limit(MAX_ROLES).map(Item::of).toList();
        var found = "Found %,d roles".formatted(all.size());
        return new Body.Json(new Roles(
                items,
                all.size(),
                items.size() < all.size(),
                items.size() == all.size()
                        ? found + "."
                        : "%s; the first %d are here, and %s with offset=%d returns the others."
                                .formatted(found, MAX_ROLES, LISTER, MAX_ROLES)));
    }
}
