package com.quiltdata.mcp.tools.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.testing.MemoryUsers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked, and what is refused before anybody is asked or anything is sent. */
final class UserGuardTest {
    private final UserFixture fixture = new UserFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_delete | {} | delete ada | Delete user ada (ada@example.com)? The account is lost with its"
                        + " roles writers, readers, curators; packages and objects stay. This cannot be undone.",
                "admin_user_reset_password | {} | reset ada | Reset the password of user ada (ada@example.com)? The old"
                        + " password will be invalid. This cannot be undone.",
                "admin_user_set_active | {'active': false} | active ada false | Deactivate user ada (ada@example.com)? The"
                        + " user can then not sign in or use the catalog until activated again.",
                "admin_user_set_admin | {'admin': 'true'} | admin ada true | Make user ada (ada@example.com) an"
                        + " administrator? The user can then change all users, roles, buckets and settings.",
            })
    void asksBeforeAccessIsTakenOrAllRightsAreGiven(String tool, String arguments, String sent, String question) {
        assertThat(fixture.refusal(tool, named("ada", arguments)))
                .isEqualTo(
                        "Nothing was changed: %s Ask the user, then call again with confirm=true.".formatted(question));
        assertThat(fixture.users.done).isEmpty();

        var result = fixture.call(
                tool,
                named("ada", arguments).replace("}", ", \"confirm\": true}").replace("{,", "{"));

        assertThat(fixture.users.done).containsExactly(sent);
        assertThat(result.path("message").asText()).contains("`ada`");
    }

    @Test
    void asksBeforeAdministratorRightsAreTaken() {
        fixture.users.with("ada", it -> MemoryUsers.status(it, true, true));

        assertThat(fixture.refusal("admin_user_set_admin", named("ada", "{'admin': false}")))
                .contains("Take administrator rights from user ada (ada@example.com)?");
        assertThat(fixture.refusal("admin_user_delete", named("ada", "{}")))
                .contains("ada@example.com), an administrator?");
    }

    @Test
    void activatesAgainWithoutAsking() {
        fixture.users.with("ada", it -> MemoryUsers.status(it, false, false));

        var result = fixture.call("admin_user_set_active", named("ada", "{'active': true}"));

        assertThat(fixture.users.done).containsExactly("active ada true");
        assertThat(result.path("message").asText()).isEqualTo("User `ada` is now active.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_set_active | {'active': true} | `ada` is already active. Nothing was changed.",
                "admin_user_set_admin | {'admin': false} | `ada` is already without administrator rights. Nothing was changed.",
                "admin_user_set_email | {'email': ' ada@example.com'} | `ada` already has this e-mail address. Nothing was"
                        + " changed.",
            })
    void neitherAsksNorSendsWhereNothingChanges(String tool, String arguments, String message) {
        var result = fixture.call(tool, named("ada", arguments));

        assertThat(fixture.users.done).isEmpty();
        assertThat(result.path("changed").asBoolean()).isFalse();
        assertThat(result.path("message").asText()).isEqualTo(message);
    }

    @Test
    void neitherAsksNorSendsForAnInactiveUserToDeactivate() {
        fixture.users.with("ada", it -> MemoryUsers.status(it, false, true));

        for (var call : List.of("admin_user_set_active {'active': false}", "admin_user_set_admin {'admin': true}")) {
            var parts = call.split(" ", 2);
            assertThat(fixture.call(parts[0], named("ada", parts[1]))
                            .path("changed")
                            .asBoolean())
                    .isFalse();
        }
        assertThat(fixture.users.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_delete | {} | delete",
                "admin_user_set_active | {'active': false} | deactivate",
                "admin_user_set_admin | {'admin': false} | take administrator rights from",
            })
    void refusesActsOnOneselfAndOnTheLastAdministrator(String tool, String arguments, String act) {
        assertThat(fixture.refusal(tool, named("root", arguments)))
                .isEqualTo("You may not %s yourself (`root`). Nothing was changed; ask another administrator."
                        .formatted(act));

        fixture.users.me = new Me("robot", "robot@example.com", true, null, List.of());
        fixture.users
                .with("robot", it -> MemoryUsers.status(it, new User.Status(true, true, false, true, true, true)))
                .with("gone", it -> MemoryUsers.status(it, false, true));
        assertThat(fixture.refusal(tool, named("root", arguments)))
                .isEqualTo(("You may not %s `root`, the last active administrator. Nothing was changed;"
                                + " make another user an administrator first.")
                        .formatted(act));

        fixture.users.with("ada", it -> MemoryUsers.status(it, true, true));
        assertThat(fixture.refusal(tool, named("root", arguments))).contains("Ask the user");
        assertThat(fixture.users.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_create | {'email': 'e@x', 'role': 'readers'}",
                "admin_user_set_role | {'role': 'readers'}",
                "admin_user_add_roles | {'roles': ['readers']}",
                "admin_user_remove_roles | {'roles': ['readers']}",
                "admin_user_set_email | {'email': 'e@x'}",
                "admin_user_set_active | {'active': false}",
                "admin_user_set_admin | {'admin': true}",
                "admin_user_reset_password | {}",
                "admin_user_delete | {}",
            })
    void refusesOthersThanAdministratorsAndNamesUnknownUsers(String tool, String arguments) {
        if (!tool.equals("admin_user_create")) {
            assertThat(fixture.refusal(tool, named("eve", arguments))).isEqualTo("User not found: eve");
        }
        fixture.users.me = new Me("bob", "bob@example.com", false, null, List.of());
        assertThat(fixture.refusal(tool, named("ada", arguments)))
                .isEqualTo("Only administrators of the catalog may do this, and `bob` is not one."
                        + " Nothing was changed; ask an administrator.");
        assertThat(fixture.users.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_user_set_email | {'email': 'e@x'}",
                "admin_user_set_active | {'active': false}",
                "admin_user_set_admin | {'admin': true}",
                "admin_user_reset_password | {}",
                "admin_user_delete | {}",
            })
    void refusesServiceAccounts(String tool, String arguments) {
        fixture.users.with("ada", it -> MemoryUsers.status(it, new User.Status(true, false, false, true, true, true)));

        assertThat(fixture.refusal(tool, named("ada", arguments)))
                .isEqualTo(
                        "`ada` is a service account that the stack manages, so nobody may change it. Nothing was changed.");
        assertThat(fixture.users.done).isEmpty();
    }

    @Test
    void refusesWhatTheSsoConfigurationDecides() {
        fixture.users.with("ada", it -> MemoryUsers.status(it, new User.Status(true, false, true, false, true, true)));

        assertThat(fixture.refusal("admin_user_set_admin", named("ada", "{'admin': true}")))
                .isEqualTo(
                        "The catalog's SSO configuration decides whether `ada` is an administrator. Nothing was changed;"
                                + " change the mappings of the SSO configuration instead.");
        assertThat(fixture.refusal("admin_user_reset_password", named("ada", "{}")))
                .isEqualTo(
                        "`ada` signs in by single sign-on only, so there is no password to reset. Nothing was changed.");
    }

    @Test
    void changesTheEmailAddress() {
        var result = fixture.call("admin_user_set_email", named("ada", "{'email': 'a@new.example'}"));

        assertThat(fixture.users.done).containsExactly("email ada a@new.example");
        assertThat(result.at("/user/email").asText()).isEqualTo("a@new.example");
        assertThat(fixture.refusal("admin_user_set_email", named("ada", "{'email': 'ada'}")))
                .startsWith("`email`: \"ada\" is not an e-mail address; send one like");
    }

    private static String named(String name, String arguments) {
        var rest = arguments.replace('\'', '"').substring(1);
        return "{\"name\": \"%s\"%s%s".formatted(name, rest.equals("}") ? "" : ", ", rest);
    }
}
