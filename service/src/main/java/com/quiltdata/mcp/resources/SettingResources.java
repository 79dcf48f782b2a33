package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources about the settings of a catalog, for administrators. */
final class SettingResources {
    private static final Entry SSO = new Entry(
            "admin://config/sso",
            "SSO Configuration",
            "SSO configuration",
            "The configuration of single sign-on: its text, when and by whom it was uploaded. For administrators.",
            Resource.JSON);
    private static final Entry TABULATOR = new Entry(
            "admin://config/tabulator",
            "Tabulator Configuration",
            "Tabulator's open query",
            "Whether Tabulator tables can be queried from outside the catalog (open query). For administrators.",
            Resource.JSON);

    private SettingResources() {}

    record SsoSetting(
            @Nullable SsoConfig ssoConfig, @Nullable String format, String message) {}

    record TabulatorSetting(boolean openQueryEnabled, String message) {}

    static List<Resource> of(AdminReaders ports) {
        var settings = ports.settings();
        return List.of(
                new Resource(SSO, false, AdminResources.TOOLSET, call -> sso(settings, call)),
                new Resource(TABULATOR, false, AdminResources.TOOLSET, call -> tabulator(settings, call)));
    }

    private static Body sso(SettingReader settings, Call call) {
        return new Body.Json(settings.ssoConfig(call.caller())
                .map(it -> new SsoSetting(it, format(it.text()), "Retrieved SSO configuration."))
                .orElseGet(() -> new SsoSetting(null, null, "No SSO configuration found.")));
    }

    private static String format(String text) {
        return ToolJson.value(text).isPresent() ? "json" : "yaml";
    }

    private static Body tabulator(SettingReader settings, Call call) {
        var enabled = settings.openQuery(call.caller());
        return new Body.Json(
                new TabulatorSetting(enabled, "Open query is %s.".formatted(enabled ? "enabled" : "disabled")));
    }
}
