package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each user of a catalog learns about the own access. */
@Tag("process")
final class AccessWireTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.before(SANDBOX);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
    }

    private static JsonNode ok(String user, String tool, Map<String, ?> arguments) {
        return server.ok(SANDBOX.token(user), tool, arguments);
    }

    @Test
    void discoversIdentityAndPermissionsOfEachUser() {
        var writer = ok("writer", "discover_permissions", Map.of());
        assertThat(writer.at("/user_identity/role").asText()).isEqualTo("ReadWriteQuiltBucket");
        assertThat(writer.at("/user_identity/user_name").asText()).isEqualTo("writer");
        assertThat(writer.at("/categorized_buckets/full_access").toString())
                .isEqualTo("[\"quilt-example\",\"quilt-lab\"]");
        assertThat(writer.at("/recommendations/package_creation")).hasSize(2);
        var reader = ok("reader", "discover_permissions", Map.of());
        assertThat(reader.at("/categorized_buckets/read_only").toString()).isEqualTo("[\"quilt-example\"]");
        assertThat(reader.at("/recommendations/package_creation")).isEmpty();
        var nobody = ok("nobody", "discover_permissions", Map.of());
        assertThat(nobody.at("/bucket_permissions")).isEmpty();
        assertThat(nobody.path("note").asText()).contains("can see no bucket");
    }

    @Test
    void discoversBucketsAlsoWhileStsFails() {
        SANDBOX.fault("{\"path\":\"sts\",\"status\":403}");
        var result = ok("reader", "discover_permissions", Map.of("check_buckets", "quilt-example, s3://quilt-lab"));
        assertThat(result.at("/user_identity/note").asText()).contains("STS failed with HTTP 403");
        assertThat(result.at("/bucket_permissions/0/can_read").asBoolean()).isTrue();
        assertThat(result.at("/bucket_permissions/1/can_list").asBoolean(true)).isFalse();
        assertThat(result.at("/bucket_permissions/1").has("can_write")).isFalse();
    }

    @Test
    void checksOneBucketAndReportsAMissingOne() {
        var reader = ok("reader", "check_bucket_access", Map.of("bucket", "s3://quilt-example", "operations", "write"));
        assertThat(reader.path("permission_level").asText()).isEqualTo("read_only");
        assertThat(reader.at("/operation_tests/write").asBoolean(true)).isFalse();
        assertThat(reader.at("/evidence/0/evidence").asText()).contains("READ only");
        assertThat(server.fails(SANDBOX.token("reader"), "check_bucket_access", Map.of("bucket", "quilt-absent")))
                .contains("No bucket `quilt-absent`");
        var refused = Map.of("bucket", "quilt-example", "operations", List.of("delete"));
        assertThat(server.fails(SANDBOX.token("reader"), "check_bucket_access", refused))
                .contains("`operations`", "\"versions\"");
    }

    @Test
    void listsBucketsWithTheCatalogsPermission() {
        assertThat(ok("writer", "bucket_list", Map.of()).findValuesAsText("permission"))
                .containsExactly("READ_WRITE", "READ_WRITE");
        assertThat(ok("reader", "bucket_list", Map.of()).findValuesAsText("permission"))
                .containsExactly("READ");
        var status = ok("reader", "get_resource", Map.of("uri", "auth://status"));
        assertThat(status.findValuesAsText("permission")).containsExactly("READ");
    }
}
