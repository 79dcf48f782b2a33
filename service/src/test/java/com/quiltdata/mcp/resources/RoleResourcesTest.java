package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleDirectory;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoleResourcesTest {
    /** A number of roles, every second of them an IAM role. */
    private record ManyRoles(int number) implements RoleReader {
        @Override
        public RoleDirectory roles(Caller caller) {
            return new RoleDirectory(
                    IntStream.range(0, number)
                            .mapToObj(i -> new Role(
                                    new NamedId("id-" + i, "Role " + i),
                                    "arn:aws:iam::123456789012:role/" + i,
                                    i % 2 == 0,
                                    List.of(),
                                    Map.of()))
                            .toList(),
                    null);
        }

        @Override
        public List<Policy> policies(Caller caller) {
            return List.of();
        }

        @Override
        public List<String> bucketNames(Caller caller) {
            return List.of();
        }
    }

    private static RoleResources.Roles read(int number) {
        var none = UnusablePorts.all(AdminReaders.class);
        var ports = new AdminReaders(none.identity(), none.users(), new ManyRoles(number), none.settings());
        var resource = RoleResources.of(ports).getFirst();
        return switch (resource.content().apply(Calls.any())) {
            case Body.Json(var data) -> (RoleResources.Roles) data;
            case Body.Text _, Body.Blob _ -> throw new AssertionError("not JSON");
        };
    }

    @Test
    void hasFieldsOfTheReplacedServer() {
        assertThat(ToolJson.tree(read(2)).toString())
                .isEqualTo("{\"roles\":[{\"id\":\"id-0\",\"name\":\"Role 0\","
                        + "\"arn\":\"arn:aws:iam::123456789012:role/0\",\"type\":\"ManagedRole\"},"
                        + "{\"id\":\"id-1\",\"name\":\"Role 1\","
                        + "\"arn\":\"arn:aws:iam::123456789012:role/1\",\"type\":\"UnmanagedRole\"}],"
                        + "\"count\":2,\"truncated\":false,\"message\":\"Found 2 roles.\"}");
    }

    @Test
    void saysHowToGetTheRestOfManyRoles() {
        var roles = read(500);

        assertThat(roles.roles()).hasSize(200);
        assertThat(roles.count()).isEqualTo(500);
        assertThat(roles.truncated()).isTrue();
        assertThat(roles.message())
                .isEqualTo("Found 500 roles; the first 200 are here, and admin_roles_list with offset=200 returns the"
                        + " others.");
    }
}
