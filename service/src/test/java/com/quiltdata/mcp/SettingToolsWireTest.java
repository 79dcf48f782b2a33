package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings, buckets and one's own role, on a catalog of the test's own. */
@Tag("process")
final class SettingToolsWireTest {
    private static final Map<String, ?> PUT = Map.of(
            "bucket", "quilt-lab", "overwrite", true, "items", List.of(Map.of("key", "switched/a.txt", "text", "t")));

    private static SandboxProcess sandbox;
    private static TestServer server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("settings");
        server = TestServer.start(Map.of(
                "QUILT_CATALOG_URL",
                sandbox.catalogUrl(),
                "QUILT_REGISTRY_URL",
                sandbox.registryUrl(),
                "AWS_ENDPOINT_URL_S3",
                sandbox.s3Endpoint(),
                "MCP_SKIP_BANNER",
                "true",
                "QUILT_MCP_TOOLS_ALLOWED",
                "full,admin",
                "QUILT_MCP_ADMISSION_TTL",
                "900"));
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    @Test
    void theNextCallToS3HasTheNewRole() {
        var token = sandbox.token("switcher");
        assertThat(server.fails(token, "bucket_objects_put", PUT)).contains("quilt-lab");
        var roles =
                server.ok(token, "get_resource", Map.of("uri", "auth://status")).at("/data/user_info/roles");
        var other = roles.get(1).asText();
        assertThat(server.fails(token, "role_switch", Map.of("role", other)))
                .contains("All your sessions", "confirm=true");
        assertThat(server.ok(token, "role_switch", Map.of("role", other, "confirm", true))
                        .path("role")
                        .asText())
                .isEqualTo(other);
        server.ok(token, "bucket_objects_put", PUT);
        assertThat(server.ok(token, "role_switch", Map.of("role", other))
                        .path("message")
                        .asText())
                .endsWith("is your active role already.");
    }

    @Test
    void ssoConfigGoesThroughTheRegistryUnchanged() {
        var admin = sandbox.token("admin");
        var role = server.ok(admin, "get_resource", Map.of("uri", "auth://status"))
                .at("/data/user_info/role")
                .asText();
        var yaml = "# kept\nversion: \"1.0\"\ndefault_role: " + role + "\nmappings: []\n";
        server.ok(admin, "admin_sso_config_set", Map.of("config", yaml));
        var got = server.ok(admin, "admin_sso_config_get", Map.of());
        assertThat(got.at("/sso_config/text").asText()).isEqualTo(yaml);
        assertThat(got.path("format").asText()).isEqualTo("yaml");
        var unknown = Map.of("version", "1.0", "default_role", "Nobody-has-this", "mappings", List.of());
        assertThat(server.fails(admin, "admin_sso_config_set", Map.of("config", unknown, "confirm", true)))
                .contains("Nobody-has-this");
        assertThat(server.ok(admin, "get_resource", Map.of("uri", "admin://config/sso"))
                        .at("/data/sso_config/text")
                        .asText())
                .isEqualTo(yaml);
        server.ok(admin, "admin_sso_config_remove", Map.of("confirm", true));
        assertThat(server.ok(admin, "admin_sso_config_get", Map.of()).has("sso_config"))
                .isFalse();
    }

    @Test
    void openQueryIsWhatTheRegistrySays() {
        var admin = sandbox.token("admin");
        for (var enabled : List.of(true, false)) {
            assertThat(server.ok(admin, "admin_tabulator_open_query_set", Map.of("enabled", enabled))
                            .path("open_query_enabled")
                            .asBoolean())
                    .isEqualTo(enabled);
            assertThat(server.ok(admin, "get_resource", Map.of("uri", "admin://config/tabulator"))
                            .at("/data/open_query_enabled")
                            .asBoolean())
                    .isEqualTo(enabled);
        }
    }

    @Test
    void bucketsAreRemovedChangedAndAdded() {
        var admin = sandbox.token("admin");
        var bucket = Map.of("bucket", "quilt-private");
        server.ok(admin, "admin_bucket_remove", Map.of("bucket", "quilt-private", "confirm", true));
        assertThat(server.fails(admin, "admin_bucket_update", bucket)).contains("There is no bucket `quilt-private`");
        server.ok(admin, "admin_bucket_add", bucket);
        assertThat(server.fails(admin, "admin_bucket_add", bucket)).contains("in the catalog already");
        assertThat(server.fails(admin, "admin_bucket_add", Map.of("bucket", "no-such-bucket")))
                .contains("There is no S3 bucket");
        var updated = server.ok(
                admin,
                "admin_bucket_update",
                Map.of("bucket", "quilt-private", "title", "Private", "tags", List.of("x")));
        assertThat(updated.at("/settings/title").asText()).isEqualTo("Private");
        assertThat(updated.at("/settings/tags/0").asText()).isEqualTo("x");
    }

    @Test
    void keysAreListedForTheirOwnerAndForAdministrators() {
        var own = server.ok(sandbox.token("writer"), "api_keys_list", Map.of());
        assertThat(own.path("count").asInt()).isEqualTo(own.path("api_keys").size());
        var all = server.ok(sandbox.token("admin"), "admin_api_keys_list", Map.of());
        assertThat(all.path("count").asInt())
                .isGreaterThanOrEqualTo(own.path("count").asInt());
        assertThat(server.fails(sandbox.token("writer"), "admin_api_keys_list", Map.of()))
                .contains("Only administrators");
        assertThat(server.fails(sandbox.token("writer"), "api_key_revoke", Map.of("id", "none", "confirm", true)))
                .contains("There is no API key");
    }
}
