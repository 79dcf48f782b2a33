package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryUsers;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import org.junit.jupiter.api.Test;

final class UserResourcesTest {
    private final MemoryUsers users = new MemoryUsers();

    private UserResources.Users read() {
        var resource = UserResources.of(users.ports().readers()).getFirst();
        assertThat(resource.entry().uri()).isEqualTo("admin://users");
        assertThat(resource.cacheable()).isFalse();
        return (UserResources.Users) ((Body.Json) resource.content().apply(Calls.any())).data();
    }

    @Test
    void listsAllUsersByName() {
        users.with("ada", it -> it);

        var all = read();

        assertThat(all.users()).extracting(UserResources.Item::name).containsExactly("ada", "root");
        assertThat(all.users().getFirst().role()).isEqualTo("writers");
        assertThat(all.users().getFirst().extraRoles()).containsExactly("readers", "curators");
        assertThat(all.message()).isEqualTo("Found 2 users.");
    }

    @Test
    void endsAfter100UsersAndSaysHowToGetTheRest() {
        for (int i = 0; i < 5_000; i++) {
            users.with("user_%04d".formatted(i), it -> it);
        }

        var first = read();

        assertThat(first.users()).hasSize(100);
        assertThat(first.count()).isEqualTo(5_001);
        assertThat(first.message())
                .isEqualTo(
                        "Found 5,001 users. These are the first 100; call admin_users_list with offset=100 for more.");
    }
}
