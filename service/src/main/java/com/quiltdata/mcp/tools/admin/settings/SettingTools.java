package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.SsoConfigParser;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** The tools for settings, in listing order. */
public final class SettingTools {
    private SettingTools() {}

    public static List<Tool<?, ?>> of(AdminPorts ports, SsoConfigParser parser) {
        return List.of(
                new AdminSsoConfigGet(ports.settings(), parser),
                new AdminSsoConfigSet(ports, parser),
                new AdminSsoConfigRemove(ports),
                new AdminTabulatorOpenQuerySet(ports),
                new AdminBucketAdd(ports),
                new AdminBucketUpdate(ports),
                new AdminBucketRemove(ports),
                new AdminApiKeysList(ports.settings()),
                new AdminApiKeyRevoke(ports));
    }
}
