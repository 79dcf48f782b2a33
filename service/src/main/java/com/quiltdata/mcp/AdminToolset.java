package com.quiltdata.mcp;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.sso.YamlSsoConfigParser;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.tools.admin.roles.RoleTools;
import com.quiltdata.mcp.tools.admin.settings.SettingTools;
import com.quiltdata.mcp.tools.admin.users.UserTools;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The toolset of administrators, joined here because the packages of its tools do not know each other. */
final class AdminToolset {
    /** Name by which operators select the toolset. */
    static final String NAME = "admin";

    private AdminToolset() {}

    static Toolset of(AdminPorts ports) {
        var tools = Stream.of(
                        UserTools.of(ports), RoleTools.of(ports), SettingTools.of(ports, new YamlSsoConfigParser()))
                .flatMap(List::stream)
                .toList();
        return new Toolset(NAME, tools, Set.of(), true);
    }
}
