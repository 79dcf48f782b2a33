package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** The tools for roles and policies, in listing order. */
public final class RoleTools {
    private RoleTools() {}

    public static List<Tool<?, ?>> of(AdminPorts ports) {
        return List.of(
                new AdminRolesList(ports.roles()),
                new AdminRoleGet(ports.roles()),
                new AdminRoleCreate(ports),
                new AdminRoleUpdate(ports),
                new AdminRoleDelete(ports),
                new AdminRoleSetDefault(ports),
                new AdminPoliciesList(ports.roles()),
                new AdminPolicyGet(ports.roles()),
                new AdminPolicyCreate(ports),
                new AdminPolicyUpdate(ports),
                new AdminPolicyDelete(ports));
    }
}
