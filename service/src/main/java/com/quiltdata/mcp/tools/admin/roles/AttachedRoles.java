package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.tool.Call;
import java.util.List;

/** Finds the roles to attach a policy to, which an argument names. */
final class AttachedRoles {
    private AttachedRoles() {}

    /** Returns the roles with these names or ids; refuses those that Quilt does not manage. */
    static List<NamedId> of(RoleReader reader, List<String> names, Call call) {
        if (names.isEmpty()) {
            return List.of();
        }
        var all = NameLookup.of(reader.roles(call.caller()).roles());
        var wanted = all.getAll("roles", names);
        var unmanaged =
                wanted.stream().filter(role -> !role.managed()).map(Role::name).toList();
        if (!unmanaged.isEmpty()) {
            throw new Failure.Invalid("`roles`: Quilt does not manage %s, so no policy can be attached; leave it out."
                    .formatted(Rights.few(unmanaged)));
        }
        return wanted.stream().map(Role::ref).toList();
    }
}
