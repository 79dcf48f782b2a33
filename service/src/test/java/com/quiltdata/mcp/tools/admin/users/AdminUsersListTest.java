package com.quiltdata.mcp.tools.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.MemoryUsers;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdminUsersListTest {
    private final UserFixture fixture = new UserFixture();

    @Test
    void listsToolsInOrderAndOnlyTwoRead() {
        var tools = UserTools.of(fixture.users.ports());
        assertThat(tools)
                .extracting(tool -> tool.spec().name())
                .containsExactly(
                        "admin_users_list",
                        "admin_user_get",
                        "admin_user_create",
                        "admin_user_set_role",
                        "admin_user_add_roles",
                        "admin_user_remove_roles",
                        "admin_user_set_email",
                        "admin_user_set_active",
                        "admin_user_set_admin",
                        "admin_user_reset_password",
                        "admin_user_delete");
        assertThat(names(tools, Effect.READ)).containsExactly("admin_users_list", "admin_user_get");
        assertThat(names(tools, Effect.DESTROY)).containsExactly("admin_user_reset_password", "admin_user_delete");
    }

    private static List<String> names(List<Tool<?, ?>> tools, Effect effect) {
        return tools.stream()
                .map(Tool::spec)
                .filter(spec -> spec.effect() == effect)
                .map(spec -> spec.name())
                .toList();
    }

    @Test
    void returnsOneUserInFull() {
        var user = fixture.call("admin_user_get", "{\"username\": \" ada \"}").path("user");

        assertThat(user.toString()).isEqualTo("""
                {"name":"ada","email":"ada@example.com","is_active":true,"is_admin":false,"is_sso_only":false,\
                "is_service":false,"is_role_assignment_disabled":false,"is_admin_assignment_disabled":false,\
                "date_joined":"1970-01-01T00:00:00Z","role":{"name":"writers","id":"id-writers",\
                "arn":"arn:aws:iam::1:role/writers","type":"ManagedRole"},"extra_roles":[{"name":"readers",\
                "id":"id-readers","arn":"arn:aws:iam::1:role/readers","type":"ManagedRole"},{"name":"curators",\
                "id":"id-curators","arn":"arn:aws:iam::1:role/curators","type":"ManagedRole"}]}""");
        assertThat(fixture.refusal("admin_user_get", "{\"name\": \"eve\"}")).isEqualTo("User not found: eve");
        assertThat(fixture.refusal("admin_user_get", "{\"name\": \" \"}")).startsWith("`name` is blank; send the name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | ada,bob,root | 3",
                "{\"filter\": \" ADA@ex\"} | ada | 1",
                "{\"active\": false} | bob | 1",
                "{\"active\": \"\", \"admin\": true} | root | 1",
                "{\"query\": \"o\", \"is_active\": true, \"is_admin\": true} | root | 1",
                "{\"role\": \"curators\", \"limit\": 2} | ada,bob | 3",
                "{\"role\": \"curators\", \"offset\": 2} | root | 3",
                "{\"filter\": \"nobody\"} | '' | 0",
                "{\"offset\": 99} | '' | 3",
            })
    void filtersAndPagesByName(String arguments, String names, int count) {
        fixture.users.with("bob", it -> MemoryUsers.status(it, false, false));

        var result = fixture.call("admin_users_list", arguments);

        assertThat(result.path("users").findValuesAsText("name"))
                .hasToString("[%s]".formatted(names.replace(",", ", ")));
        assertThat(result.path("count").asInt()).isEqualTo(count);
        assertThat(result.path("total").asInt()).isEqualTo(3);
    }

    @Test
    void doubtsTheRoleThatNobodyHas() {
        assertThat(fixture.call("admin_users_list", "{\"role\": \"Curators\"}")
                        .path("message")
                        .asText())
                .endsWith("Check that the role exists: its name must be whole, in upper and lower case.");
    }

    @Test
    void countsTheMatchingUsers() {
        fixture.users.with("bob", it -> MemoryUsers.status(it, false, true));

        var result = fixture.call("admin_users_list", "{\"limit\": 1}");

        assertThat(result.path("message").asText())
                .isEqualTo("Found 3 users, 2 of them active, 1 active administrators.");
        assertThat(result.path("active_users").asInt()).isEqualTo(2);
        assertThat(result.path("active_admins").asInt()).isEqualTo(1);
        assertThat(result.path("note").asText()).contains("offset=1");
    }

    @ParameterizedTest
    @CsvSource({"100", "1000"})
    void pagesReturnEachOf5000UsersOnceWithinTheBudget(int limit) {
        for (int i = 0; i < 5_000; i++) {
            fixture.users.with("user_%04d".formatted(i), it -> it);
        }
        var seen = new ArrayList<String>();
        for (var offset = 0; offset >= 0; ) {
            var page = fixture.call(
                    "admin_users_list",
                    "{\"filter\": \"user_\", \"limit\": %d, \"offset\": %d}".formatted(limit, offset));
            seen.addAll(page.path("users").findValuesAsText("name"));
            assertThat(page.path("count").asInt()).isEqualTo(5_000);
            offset = page.path("next_offset").asInt(-1);
            assertThat(page.path("truncated").asBoolean()).isEqualTo(offset >= 0);
        }
        assertThat(seen).hasSize(5_000).isSorted().doesNotHaveDuplicates();
    }
}
