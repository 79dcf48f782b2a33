package com.quiltdata.mcp.tools.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.testing.MemoryUsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which roles the tools send, and which they refuse; ada has the role writers, and readers and curators besides. */
final class UserRolesTest {
    private final UserFixture fixture = new UserFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role': 'curators'} | role ada curators [readers]",
                "{'role': 'readers', 'extra_roles': null} | role ada readers [curators]",
                "{'role': 'readers', 'extra_roles': ''} | role ada readers [curators]",
                "{'role': 'writers', 'extra_roles': []} | role ada writers []",
                "{'role': 'writers', 'extra_roles': '[]'} | role ada writers []",
                "{'role': 'writers', 'extra_roles': ['readers', 'writers', ' readers']} | role ada writers [readers]",
                "{'role': ' writers ', 'extra_roles': 'readers'} | role ada writers [readers]",
                "{'role': 'curators', 'append': true} | role ada curators [readers] append",
                "{'role': 'writers', 'extra_roles': ['admins'], 'append': true}"
                        + " | role ada writers [readers, curators, admins] append",
            })
    void setRoleKeepsExtraRolesUnlessTheyAreSent(String arguments, String sent) {
        fixture.users.roles.add("admins");

        var result = fixture.call("admin_user_set_role", named(arguments));

        assertThat(fixture.users.done).containsExactly(sent);
        assertThat(result.path("changed").asBoolean()).isTrue();
    }

    @Test
    void namesRolesThatTheUserHasAndHasLost() {
        var result = fixture.call("admin_user_set_role", named("{'role': 'curators', 'extra_roles': []}"));

        assertThat(result.path("message").asText())
                .isEqualTo("Updated the roles of `ada`. Primary role: curators; extra roles: none."
                        + " No longer: writers, readers.");
        assertThat(result.at("/user/role").asText()).isEqualTo("curators");
        assertThat(result.at("/user/extra_roles")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_set_role | {'role': 'writers'}",
                "admin_user_set_role | {'role': 'writers', 'extra_roles': ['curators', 'readers']}",
                "admin_user_set_role | {'role': 'writers', 'extra_roles': ['curators'], 'append': true}",
                "admin_user_add_roles | {'roles': ['writers', 'readers']}",
                "admin_user_remove_roles | {'roles': ['admins']}",
            })
    void sendsNothingWhereNothingChanges(String tool, String arguments) {
        var result = fixture.call(tool, named(arguments));

        assertThat(fixture.users.done).isEmpty();
        assertThat(result.path("changed").asBoolean()).isFalse();
        assertThat(result.path("message").asText())
                .contains("Primary role: writers; extra roles: readers, curators.")
                .endsWith("Nothing was changed.");
    }

    @Test
    void addsOnlyMissingRoles() {
        fixture.users.roles.add("admins");

        fixture.call("admin_user_add_roles", named("{'roles': ['readers', 'admins']}"));

        assertThat(fixture.users.done).containsExactly("add ada [admins]");
    }

    @Test
    void passesTheFallbackWhenThePrimaryRoleIsRemoved() {
        fixture.call("admin_user_remove_roles", named("{'roles': ['writers', 'x'], 'fallback': 'curators'}"));
        assertThat(fixture.users.done).containsExactly("remove ada [writers] curators");
        assertThat(fixture.ada().roleNames()).containsExactly("curators", "readers");

        fixture.users.done.clear();
        fixture.call("admin_user_remove_roles", named("{'roles': 'readers'}"));
        assertThat(fixture.users.done).containsExactly("remove ada [readers] null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_remove_roles | {'roles': ['writers']} | `fallback` is missing: writers is the primary role of"
                        + " `ada`, so send the role that replaces it, for example readers. Nothing was changed.",
                "admin_user_remove_roles | {'roles': ['writers'], 'fallback': 'writers'} | `fallback`: writers is one of"
                        + " the roles to remove; send another role.",
                "admin_user_remove_roles | {'roles': []} | `roles` is empty; send the names of the roles to remove.",
                "admin_user_add_roles | {'roles': []} | `roles` is empty; send the names of the roles to add.",
                "admin_user_add_roles | {'roles': ['']} | `roles` is blank; send the name of a role.",
                "admin_user_add_roles | {'roles': ['curator-s']} | Role not found: curator-s. Nothing was changed. Did you"
                        + " mean curators?",
                "admin_user_set_role | {'role': 'x'} | Role not found: x. Nothing was changed. The catalog has the roles"
                        + " curators, readers, writers.",
                "admin_user_set_role | {'role': 'readers', 'extra_roles': 'writers, curators'} | Role not found: writers,"
                        + " curators. Nothing was changed. Send several roles as a list, for example [\"a\", \"b\"].",
                "admin_user_remove_roles | {'roles': ['writers'], 'fallback': 'readerz'} | Role not found: readerz."
                        + " Nothing was changed. Did you mean readers?",
            })
    void refusesRolesInOneSentence(String tool, String arguments, String sentence) {
        assertThat(fixture.refusal(tool, named(arguments))).isEqualTo(sentence);
        assertThat(fixture.users.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_set_role | {'role': 'readers'}",
                "admin_user_add_roles | {'roles': ['admins']}",
                "admin_user_remove_roles | {'roles': ['readers']}",
            })
    void refusesRolesThatOthersAssign(String tool, String arguments) {
        fixture.users.with("ada", it -> MemoryUsers.status(it, new User.Status(true, false, true, false, true, false)));
        assertThat(fixture.refusal(tool, named(arguments)))
                .isEqualTo("The catalog's SSO configuration assigns the roles of `ada`. Nothing was changed;"
                        + " change the mappings of the SSO configuration instead.");

        fixture.users.with("ada", it -> MemoryUsers.status(it, new User.Status(true, false, false, true, true, true)));
        assertThat(fixture.refusal(tool, named(arguments))).startsWith("`ada` is a service account");
        assertThat(fixture.users.done).isEmpty();
    }

    @Test
    void createsUserWithRoles() {
        var result = fixture.call("admin_user_create", """
                {"name": " eve ", "email": " eve@example.com", "role": "readers", "extra_roles": ["writers", "readers"]}""");

        assertThat(fixture.users.done).containsExactly("create eve eve@example.com");
        assertThat(result.at("/user/name").asText()).isEqualTo("eve");
        assertThat(result.path("message").asText())
                .isEqualTo("Created user `eve`. Primary role: readers; extra roles: writers.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': '', 'email': 'e@x', 'role': 'readers'} | `name` is blank",
                "{'name': '1eve', 'email': 'e@x', 'role': 'readers'} | `name`: \"1eve\" is not a name for a new user",
                "{'name': 'e.ve', 'email': 'e@x', 'role': 'readers'} | `name`: \"e.ve\" is not a name for a new user",
                "{'name': 'eve', 'email': 'eve', 'role': 'readers'} | `email`: \"eve\" is not an e-mail address",
                "{'name': 'eve', 'email': 'e@v@e', 'role': 'readers'} | `email`: \"e@v@e\" is not an e-mail address",
                "{'name': 'eve', 'email': 'e ve@x', 'role': 'readers'} | `email`: \"e ve@x\" is not an e-mail address",
                "{'name': 'eve', 'email': 'e@x', 'role': ' '} | `role` is blank; send the name of a role.",
                "{'name': 'eve', 'email': 'e@x', 'role': 'y'} | Role not found: y.",
                "{'name': 'eve', 'email': 'e@x', 'role': 'readers', 'extra_roles': ['y']} | Role not found: y.",
            })
    void refusesNewUserBeforeAnythingIsSent(String line) {
        var parts = line.split(" \\| ", -1);
        assertThat(fixture.refusal("admin_user_create", parts[0].replace('\'', '"')))
                .startsWith(parts[1]);
        assertThat(fixture.users.done).isEmpty();
    }

    private static String named(String arguments) {
        return arguments.replace('\'', '"').replaceFirst("\\{", "{\"name\": \"ada\", ");
    }
}
