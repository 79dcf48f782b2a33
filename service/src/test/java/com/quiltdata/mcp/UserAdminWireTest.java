package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users are administrated by a client that cannot ask its user, before a catalog of the test's own. */
@Tag("process")
final class UserAdminWireTest {
    private static SandboxProcess sandbox;
    private static TestServer server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("sandbox-users");
        server = TestServer.start(Map.of(
                "QUILT_CATALOG_URL", sandbox.catalogUrl(),
                "QUILT_REGISTRY_URL", sandbox.registryUrl(),
                "AWS_ENDPOINT_URL_S3", sandbox.s3Endpoint(),
                "QUILT_MCP_TOOLSETS", "full,admin",
                "MCP_SKIP_BANNER", "true"));
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    private static JsonNode ok(String tool, Map<String, ?> arguments) {
        return server.ok(sandbox.token("admin"), tool, arguments);
    }

    private static String fails(String tool, Map<String, ?> arguments) {
        return server.fails(sandbox.token("admin"), tool, arguments);
    }

    private static JsonNode user(String name) {
        return ok("admin_user_get", Map.of("name", name)).path("user");
    }

    @Test
    void playsTheLifeOfAnAccount() {
        var reader = user("reader").at("/role/name").asText();
        var writer = user("writer").at("/role/name").asText();
        var admin = user("admin").at("/role/name").asText();

        ok("admin_user_create", Map.of("name", "grace", "email", "grace@example.com", "role", reader));
        assertThat(fails("admin_user_create", Map.of("name", "grace", "email", "g@example.com", "role", reader)))
                .contains("input.name");
        ok("admin_user_add_roles", Map.of("name", "grace", "roles", List.of(admin, reader)));
        ok("admin_user_set_role", Map.of("name", "grace", "role", writer));
        assertThat(user("grace").at("/role/name").asText()).isEqualTo(writer);
        assertThat(user("grace").path("extra_roles").findValuesAsText("name")).containsExactly(admin);
        assertThat(fails("admin_user_remove_roles", Map.of("name", "grace", "roles", List.of(writer))))
                .startsWith("`fallback` is missing");
        ok("admin_user_remove_roles", Map.of("name", "grace", "roles", List.of(writer), "fallback", reader));
        assertThat(user("grace").at("/role/name").asText()).isEqualTo(reader);
        ok("admin_user_set_role", Map.of("name", "grace", "role", reader, "extra_roles", List.of()));
        assertThat(user("grace").path("extra_roles")).isEmpty();
        assertThat(fails("admin_user_set_email", Map.of("name", "grace", "email", "writer@example.com")))
                .contains("already");
        ok("admin_user_set_email", Map.of("name", "grace", "email", "grace@new.example.com"));
        ok("admin_user_reset_password", Map.of("name", "grace", "confirm", true));
        ok("admin_user_set_admin", Map.of("name", "grace", "admin", true, "confirm", true));
        ok("admin_user_set_active", Map.of("name", "grace", "active", false, "confirm", true));
        var left = user("grace");
        assertThat(left.path("is_admin").asBoolean()).isTrue();
        assertThat(left.path("is_active").asBoolean()).isFalse();
        assertThat(left.path("email").asText()).isEqualTo("grace@new.example.com");
        ok("admin_user_delete", Map.of("name", "grace", "confirm", true));
        assertThat(fails("admin_user_get", Map.of("name", "grace"))).isEqualTo("User not found: grace");
    }

    @Test
    void refusesOthersBeforeAnythingIsChanged() {
        assertThat(server.fails(sandbox.token("writer"), "admin_users_list", Map.of()))
                .isEqualTo("Only administrators of the catalog may see this, and `writer` is not one.");
        assertThat(server.fails(
                        sandbox.token("writer"), "admin_user_delete", Map.of("name", "reader", "confirm", true)))
                .startsWith("Only administrators of the catalog may do this, and `writer` is not one.");
        assertThat(fails("admin_user_delete", Map.of("name", "admin", "confirm", true)))
                .startsWith("You may not delete yourself");
        assertThat(user("reader").path("is_active").asBoolean()).isTrue();
    }

    @Test
    void boundsTheListOf5000Users() {
        sandbox.people(5_000);

        var page = ok("admin_users_list", Map.of("limit", 1000));

        assertThat(page.path("count").asInt()).isGreaterThan(5_000);
        assertThat(page.path("next_offset").asInt())
                .isEqualTo(page.path("users").size());
        assertThat(ok("get_resource", Map.of("uri", "admin://users")).toString())
                .contains("call admin_users_list with offset=100");
    }
}
