package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.admin.ApiKeyFilter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Administrates single sign-on, open query and API keys by {@code Query.admin} and {@code Mutation.admin}. */
record GraphQlSettingAdmin(AdminClient client) implements SettingReader, SettingWriter {
    private static final Operation SSO = Operation.load("AdminSsoConfig");
    private static final Operation SSO_SET = Operation.load("AdminSsoConfigSet");
    private static final Operation OPEN_QUERY = Operation.load("AdminOpenQuery");
    private static final Operation OPEN_QUERY_SET = Operation.load("AdminOpenQuerySet");
    private static final Operation KEYS = Operation.load("AdminApiKeys");
    private static final Operation KEY = Operation.load("AdminApiKey");
    private static final Operation KEY_REVOKE = Operation.load("AdminApiKeyRevoke");

    @Override
    public Optional<SsoConfig> ssoConfig(Caller caller) {
        var config = client.query(caller, SSO, Map.of()).at("/admin/ssoConfig");
        return config.isObject() ? Optional.of(ssoConfig(config)) : Optional.empty();
    }

    @Override
    public boolean openQuery(Caller caller) {
        return openQuery(client.query(caller, OPEN_QUERY, Map.of()).path("admin"));
    }

    @Override
    public List<ApiKey> apiKeys(Caller caller, ApiKeyFilter filter) {
        var variables = new HashMap<String, Object>();
        variables.put("email", filter.email());
        variables.put("name", filter.name());
        variables.put("fingerprint", filter.fingerprint());
        variables.put("status", ApiKeyMapper.status(filter.status()));
        return ApiKeyMapper.keys(keys(caller, KEYS, variables), "list");
    }

    @Override
    public Optional<ApiKey> apiKey(Caller caller, String id) {
        return ApiKeyMapper.keyOrEmpty(keys(caller, KEY, Map.of("id", id)).path("get"));
    }

    private JsonNode keys(Caller caller, Operation operation, Map<String, ?> variables) {
        var response = ApiKeyMapper.supported(client.client().query(caller, operation, variables));
        return client.orThrow(caller, response).at("/admin/apiKeys");
    }

    @Override
    public SsoConfig setSsoConfig(Caller caller, String text) {
        var result = client.change(caller, SSO_SET, Map.of("config", text)).at("/admin/setSsoConfig");
        var stored = AdminClient.orRefusal(caller, result, "SsoConfig");
        return AdminClient.read(() -> ssoConfig(stored));
    }

    @Override
    public void removeSsoConfig(Caller caller) {
        var data = client.change(caller, SSO_SET, Collections.singletonMap("config", null));
        var result = data.at("/admin/setSsoConfig");
        if (!result.isNull()) {
            AdminClient.orRefusal(caller, result, "SsoConfig");
        }
    }

    @Override
    public boolean setOpenQuery(Caller caller, boolean enabled) {
        var data = client.change(caller, OPEN_QUERY_SET, Map.of("enabled", enabled));
        return AdminClient.read(() -> openQuery(data.at("/admin/setTabulatorOpenQuery")));
    }

    @Override
    public void revokeApiKey(Caller caller, String id) {
        var result = client.change(caller, KEY_REVOKE, Map.of("id", id)).at("/admin/apiKeys/revoke");
        AdminClient.orRefusal(caller, result, "Ok");
    }

    private static boolean openQuery(JsonNode parent) {
        return ResponseFields.flag(parent, "tabulatorOpenQuery");
    }

    private static SsoConfig ssoConfig(JsonNode node) {
        var uploader = node.path("uploader");
        return new SsoConfig(
                ResponseFields.text(node, "text"),
                ResponseFields.instant(node, "timestamp"),
                uploader.isObject()
                        ? new SsoConfig.Uploader(
                                ResponseFields.text(uploader, "name"), ResponseFields.text(uploader, "email"))
                        : null);
    }
}
