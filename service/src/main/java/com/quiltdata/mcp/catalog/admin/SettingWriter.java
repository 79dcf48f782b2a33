package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;

/** Changes the settings of the catalog, for administrators. */
public interface SettingWriter {
    /** Replaces the configuration of single sign-on, and returns it as it is stored. */
    SsoConfig setSsoConfig(Caller caller, String text);

    void removeSsoConfig(Caller caller);

    /** Switches open query on or off, and returns the registry's answer. */
    boolean setOpenQuery(Caller caller, boolean enabled);

    void revokeApiKey(Caller caller, String id);
}
