package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.admin.AdminReaders;
import java.util.List;
import java.util.stream.Stream;

/** The resources of administrators, which exist only where a tool of their toolset may run. */
final class AdminResources {
    /** The toolset to name in each of them. */
    static final String TOOLSET = "admin";

    private AdminResources() {}

    static List<Resource> of(AdminReaders ports) {
        return Stream.of(UserResources.of(ports), RoleResources.of(ports), SettingResources.of(ports))
                .flatMap(List::stream)
                .toList();
    }
}
