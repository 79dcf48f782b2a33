package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;

/** Switches open query of Tabulator on or off. */
record AdminTabulatorOpenQuerySet(AdminPorts ports)
        implements Tool<AdminTabulatorOpenQuerySet.Input, AdminTabulatorOpenQuerySet.Output> {
    record Input(
            @Doc("true to allow queries from outside the catalog")
            boolean enabled) {}

    record Output(
            @Doc("Whether open query is on now, as the registry says")
            boolean openQueryEnabled,

            @Doc("What holds now") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_tabulator_open_query_set",
            "Set Tabulator's open query",
            Effect.OVERWRITE,
            "Switches Tabulator's open query on or off, and returns the registry's answer. When on, whoever has AWS"
                    + " credentials for its Athena resources can query all Tabulator tables, also from outside the catalog."
                    + " For administrators.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        AdminRights.require(ports.identity(), call);
        var enabled = ports.settingChanges().setOpenQuery(call.caller(), in.enabled());
        return new Output(enabled, "Tabulator open query is %s.".formatted(enabled ? "enabled" : "disabled"));
    }
}
