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

/** Roles and policies of a catalog that holds them, from creation to deletion. */
@Tag("process")
final class RoleAdministrationTest {
    private static SandboxProcess sandbox;
    private static TestServer server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("sandbox-roles");
        server = TestServer.start(Map.of(
                "QUILT_CATALOG_URL",
                sandbox.catalogUrl(),
                "QUILT_REGISTRY_URL",
                sandbox.registryUrl(),
                "AWS_ENDPOINT_URL_S3",
                sandbox.s3Endpoint(),
                "MCP_SKIP_BANNER",
                "true",
                "QUILT_MCP_TOOLSETS",
                "full,admin",
                "QUILT_MCP_ADMISSION_TTL",
                "900"));
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

    @Test
    void createsChangesAndDeletesRoleAndPolicy() {
        var read = Map.of("quilt-lab", "read");
        ok("admin_policy_create", Map.of("title", "ReadLab", "permissions", read));
        ok("admin_role_create", Map.of("name", "Analysts", "policies", List.of("ReadLab", "ReadExamples")));

        var role = ok("admin_role_get", Map.of("name", "Analysts"));
        assertThat(role.at("/role/permissions").toString())
                .isEqualTo("{\"quilt-example\":\"READ\",\"quilt-lab\":\"READ\"}");
        assertThat(ok("admin_policy_get", Map.of("policy", "ReadLab"))
                        .at("/policy/roles")
                        .toString())
                .isEqualTo("[\"Analysts\"]");

        ok("admin_policy_update", Map.of("policy", "ReadLab", "permissions", Map.of("quilt-lab", "rw")));
        assertThat(ok("admin_role_get", Map.of("name", "Analysts"))
                        .at("/role/permissions/quilt-lab")
                        .asText())
                .isEqualTo("READ_WRITE");

        var without = Map.of("name", "Analysts", "policies", List.of("ReadExamples"));
        assertThat(fails("admin_role_update", without))
                .contains("Take policy `ReadLab` from role `Analysts`? Its users lose READ_WRITE on `quilt-lab`.");
        ok("admin_role_update", Map.of("name", "Analysts", "policies", List.of("ReadExamples"), "confirm", true));
        ok("admin_policy_delete", Map.of("policy", "ReadLab", "confirm", true));
        ok("admin_role_set_default", Map.of("name", "Analysts"));
        assertThat(ok("admin_roles_list", Map.of()).path("default_role").asText())
                .isEqualTo("Analysts");
        ok("admin_role_set_default", Map.of("name", "ReadQuiltBucket"));
        ok("admin_role_delete", Map.of("name", "Analysts", "confirm", true));

        assertThat(ok("admin_roles_list", Map.of("filter", "analysts"))
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(ok("admin_policies_list", Map.of("filter", "readlab"))
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void passesOnWhyTheRegistryRefuses() {
        assertThat(fails("admin_role_create", Map.of("name", "ReadQuiltBucket")))
                .contains("The registry keeps the role name `ReadQuiltBucket` for itself");
        assertThat(fails("admin_role_create", Map.of("name", "NoBucket"))).contains("Another role is named `NoBucket`");
        assertThat(fails("admin_role_create", Map.of("name", "a b")))
                .contains("does not accept `a b` as the name of a role");
        assertThat(fails("admin_role_delete", Map.of("name", "NoBucket", "confirm", true)))
                .contains("Users have role `NoBucket`, so it cannot be deleted");
        assertThat(fails(
                        "admin_policy_create",
                        Map.of("title", "ReadExamples", "permissions", Map.of("quilt-lab", "READ"))))
                .contains("Policy `ReadExamples`: input.title: Title is already used by another policy");
    }

    @Test
    void refusesUsersWhoAreNoAdministrators() {
        var writer = sandbox.token("writer");

        assertThat(server.fails(writer, "admin_roles_list", Map.of()))
                .contains("Only administrators of the catalog may see this, and `writer` is not one.");
        assertThat(server.fails(writer, "admin_role_create", Map.of("name", "Mine")))
                .contains(
                        "Only administrators of the catalog may do this, and `writer` is not one. Nothing was changed");
    }
}
