package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** The tools for users, in listing order. */
public final class UserTools {
    private UserTools() {}

    public static List<Tool<?, ?>> of(AdminPorts ports) {
        return List.of(
                new AdminUsersList(ports.users()),
                new AdminUserGet(ports.users()),
                new AdminUserCreate(ports),
                new AdminUserSetRole(ports),
                new AdminUserAddRoles(ports),
                new AdminUserRemoveRoles(ports),
                new AdminUserSetEmail(ports),
                new AdminUserSetActive(ports),
                new AdminUserSetAdmin(ports),
                new AdminUserResetPassword(ports),
                new AdminUserDelete(ports));
    }
}
