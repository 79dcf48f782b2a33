package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import java.util.List;
import java.util.Optional;

/** Reads the settings of the catalog, for administrators. */
public interface SettingReader {
    Optional<SsoConfig> ssoConfig(Caller caller);

    /** Returns whether Tabulator tables can be queried from outside the catalog (open query). */
    boolean openQuery(Caller caller);

    /** Returns the API keys of all users that match; {@link Failure.NotFound} where the registry has no API keys. */
    List<ApiKey> apiKeys(Caller caller, ApiKeyFilter filter);

    /** Returns any user's API key with this id. */
    Optional<ApiKey> apiKey(Caller caller, String id);
}
