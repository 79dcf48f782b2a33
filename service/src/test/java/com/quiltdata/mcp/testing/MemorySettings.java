package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.ApiKeyFilter;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.catalog.admin.RoleWriter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.catalog.identity.Me;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a catalog in memory, and a record of the changes. */
public final class MemorySettings implements SettingReader, SettingWriter, BucketConfigReader, BucketConfigWriter {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    public final List<ApiKey> keys = new ArrayList<>();
    public final Map<String, BucketConfig> buckets = new LinkedHashMap<>();
    public final List<String> changes = new ArrayList<>();
    public boolean administrator = true;
    private @Nullable SsoConfig sso;
    private boolean open;

    /** Returns the ports of administrators' tools on these settings, without users and roles. */
    public AdminPorts ports() {
        return new AdminPorts(
                _ -> new Me("ada", "ada@example.com", administrator, "Lab", List.of("Lab")),
                UnusablePorts.port(UserReader.class),
                UnusablePorts.port(UserWriter.class),
                UnusablePorts.port(RoleReader.class),
                UnusablePorts.port(RoleWriter.class),
                this,
                this,
                this,
                this);
    }

    /** A key with this id that expires in a year. */
    public static ApiKey key(String id) {
        return new ApiKey(id, "ci", "qk_" + id, NOW, NOW.plusSeconds(86_400 * 365), null, "ada@example.com", "ACTIVE");
    }

    @Override
    public Optional<SsoConfig> ssoConfig(Caller caller) {
        return Optional.ofNullable(sso);
    }

    @Override
    public boolean openQuery(Caller caller) {
        return open;
    }

    @Override
    public List<ApiKey> apiKeys(Caller caller, ApiKeyFilter filter) {
        return keys.stream()
                .filter(key -> filter.name() == null || filter.name().equals(key.name()))
                .toList();
    }

    @Override
    public Optional<ApiKey> apiKey(Caller caller, String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public SsoConfig setSsoConfig(Caller caller, String text) {
        changes.add("sso");
        sso = new SsoConfig(text, NOW, new SsoConfig.Uploader("ada", "ada@example.com"));
        return sso;
    }

    @Override
    public void removeSsoConfig(Caller caller) {
        changes.add("no sso");
        sso = null;
    }

    @Override
    public boolean setOpenQuery(Caller caller, boolean enabled) {
        changes.add("open " + enabled);
        open = enabled;
        return open;
    }

    @Override
    public void revokeApiKey(Caller caller, String id) {
        changes.add("revoke " + id);
        keys.removeIf(key -> key.id().equals(id));
    }

    @Override
    public Optional<BucketConfig> config(Caller caller, String bucket) {
        return Optional.ofNullable(buckets.get(bucket));
    }

    @Override
    public BucketConfig add(Caller caller, String bucket, Map<String, Object> settings) {
        changes.add("add " + bucket);
        return put(bucket, settings);
    }

    @Override
    public BucketConfig update(Caller caller, String bucket, Map<String, Object> settings) {
        changes.add("update " + bucket);
        return put(bucket, settings);
    }

    private BucketConfig put(String bucket, Map<String, Object> settings) {
        var config = new BucketConfig(bucket, settings);
        buckets.put(bucket, config);
        return config;
    }

    @Override
    public void remove(Caller caller, String bucket) {
        changes.add("remove " + bucket);
        buckets.remove(bucket);
    }
}
