package com.quiltdata.mcp.tools.admin.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.tools.admin.roles.MemoryRoles.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoleToolsTest {
    private final MemoryRoles roles = MemoryRoles.small();

    private Answer ask(String tool, Map<String, ?> arguments) {
        return roles.ask(tool, arguments);
    }

    private void assertRefused(String tool, Map<String, ?> arguments, Class<? extends Failure> type, String message) {
        assertThatThrownBy(() -> ask(tool, arguments)).isInstanceOf(type).hasMessage(message);
        assertThat(roles.changes).isEmpty();
    }

    @Test
    void listsRolesOfBothKindsWithPoliciesAndDefault() {
        var list = ask("admin_roles_list", Map.of()).structured();

        assertThat(list.at("/roles").toString())
                .isEqualTo("[{\"id\":\"1\",\"name\":\"Analysts\",\"arn\":\"arn:aws:iam::123456789012:role/Analysts\","
                        + "\"type\":\"ManagedRole\",\"is_default\":false,\"policies\":[\"Read lab\",\"Write raw\"]},"
                        + "{\"id\":\"2\",\"name\":\"Ops\",\"arn\":\"arn:aws:iam::123456789012:role/Ops\","
                        + "\"type\":\"UnmanagedRole\",\"is_default\":true,\"policies\":[]}]");
        assertThat(list.path("count").asInt()).isEqualTo(2);
        assertThat(list.path("default_role").asText()).isEqualTo("Ops");
        assertThat(list.path("message").asText()).isEqualTo("Found 2 roles.");
        assertThat(list.path("truncated").asBoolean()).isFalse();
    }

    @Test
    void filtersRolesByNamePolicyAndBucket() {
        for (var filter : List.of("ANALYST", "write raw", "lab-raw")) {
            var list = ask("admin_roles_list", Map.of("filter", filter)).structured();
            assertThat(list.at("/roles").findValuesAsText("name")).as(filter).containsExactly("Analysts");
            assertThat(list.path("count").asInt()).isEqualTo(1);
        }
    }

    @Test
    void pagesFiveHundredRolesWithinTheBudget() {
        var many = new MemoryRoles();
        IntStream.range(0, 10).forEach(i -> many.with("p" + i, "Policy of the laboratory " + i, Map.of()));
        var all = IntStream.range(0, 10).mapToObj(i -> "p" + i).toArray(String[]::new);
        IntStream.range(0, 500).forEach(i -> many.withRole("id-" + i, "Role of project %03d".formatted(i), all));

        var names = new ArrayList<String>();
        for (int offset = 0, pages = 0; pages < 20; pages++) {
            var page = many.ask("admin_roles_list", Map.of("limit", 1000, "offset", offset));
            assertThat(page.tokens()).isLessThanOrEqualTo(20_000);
            assertThat(page.structured().path("count").asInt()).isEqualTo(500);
            names.addAll(page.structured().at("/roles").findValuesAsText("name"));
            if (!page.structured().path("truncated").asBoolean()) {
                break;
            }
            offset = page.structured().path("next_offset").asInt();
            assertThat(page.text("/note")).endsWith("offset=%d.".formatted(offset));
        }
        assertThat(names).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void showsWhatRoleAllows() {
        var role = ask("admin_role_get", Map.of("role", " Analysts ")).structured();

        assertThat(role.at("/role/policies").toString())
                .isEqualTo("[{\"id\":\"1\",\"title\":\"Read lab\"},{\"id\":\"2\",\"title\":\"Write raw\"}]");
        assertThat(role.at("/role/permissions").toString()).isEqualTo("{\"lab\":\"READ\",\"lab-raw\":\"READ_WRITE\"}");
        assertThat(role.path("message").asText())
                .isEqualTo("Role `Analysts` gives READ on `lab` and READ_WRITE on `lab-raw`.");
    }

    @Test
    void doesNotClaimToKnowWhatIamRoleAllows() {
        var role = ask("admin_role_get", Map.of("name", "2")).structured();

        assertThat(role.at("/role").has("permissions")).isFalse();
        assertThat(role.path("message").asText()).contains("`Ops` is an IAM role, which alone decides");
    }

    @Test
    void showsRoleOfThousandsOfBucketsWithinTheBudget() {
        IntStream.range(0, 5_000).forEach(i -> roles.buckets.add("bucket-" + i));
        roles.with("9", "All", roles.buckets.stream().collect(Collectors.toMap(it -> it, it -> Level.READ)));
        roles.withRole("9", "Everything", "9");

        for (var call : List.of("admin_role_get name", "admin_policy_get policy")) {
            var words = call.split(" ", -1);
            var answer = ask(words[0], Map.of(words[1], "9"));
            assertThat(answer.tokens()).isLessThanOrEqualTo(20_000);
            assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
            assertThat(answer.text("/message")).contains("5,003").contains("are shown");
        }
    }

    @Test
    void namesNearestRoleForAnUnknownOne() {
        assertRefused(
                "admin_role_get",
                Map.of("name", "analyst"),
                Failure.NotFound.class,
                "No role `analyst` exists. Did you mean Analysts? admin_roles_list shows them all.");
    }

    @Test
    void refusesAmbiguousTitleWithTheIds() {
        roles.with("7", "Read lab", Map.of());

        assertRefused(
                "admin_role_create",
                Map.of("name", "New", "policies", List.of("Read lab")),
                Failure.Invalid.class,
                "`policies`: several of them are named `Read lab`; send the id, one of `1` and `7`.");
    }

    @Test
    void createsManagedRoleOfPoliciesByTitleOrId() {
        var created = ask("admin_role_create", Map.of("name", " New ", "policies", List.of("Read lab", "2", "1")));

        assertThat(roles.changes).containsExactly("create ManagedRole[name=New, policies=[1, 2]]");
        assertThat(created.text("/message")).isEqualTo("Created role `New`; no user has it yet.");
        assertThat(created.text("/role/permissions/lab")).isEqualTo("READ");
    }

    @Test
    void readsPoliciesInOneTextWithCommas() {
        ask("admin_role_create", Map.of("name", "New", "policies", "Read lab, Write raw"));

        assertThat(roles.changes).containsExactly("create ManagedRole[name=New, policies=[1, 2]]");
    }

    @Test
    void createsRoleOfIam() {
        ask("admin_role_create", Map.of("name", "New", "arn", MemoryRoles.ROLE_ARN + "New"));

        assertThat(roles.changes)
                .containsExactly("create UnmanagedRole[name=New, arn=arn:aws:iam::123456789012:role/New]");
    }

    static Stream<Arguments> badArguments() {
        return Stream.of(
                Arguments.of(
                        "admin_role_create",
                        Map.of("name", " ", "policies", List.of("1")),
                        "`name` is empty; send at least one character."),
                Arguments.of(
                        "admin_role_create",
                        Map.of("name", "New", "policies", List.of("1"), "arn", MemoryRoles.ROLE_ARN + "New"),
                        "Send `policies` for what Quilt manages or `arn` for what IAM has already, not both."),
                Arguments.of(
                        "admin_role_create",
                        Map.of("name", "New", "arn", "New"),
                        "`arn`: New is not the ARN of an IAM role, for example"
                                + " \"arn:aws:iam::123456789012:role/Analysts\"."),
                Arguments.of(
                        "admin_role_update",
                        Map.of("name", "Analysts"),
                        "Nothing to change: send `new_name`, `policies` or `arn`."),
                Arguments.of(
                        "admin_role_update",
                        Map.of("name", "Analysts", "arn", MemoryRoles.ROLE_ARN + "x"),
                        "`arn`: role `Analysts` is managed by Quilt; send `policies` instead."),
                Arguments.of(
                        "admin_role_update",
                        Map.of("name", "Ops", "policies", List.of("1")),
                        "`policies`: role `Ops` is an IAM role that Quilt does not manage; change it in IAM, or send"
                                + " `arn` to use another one."));
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void refusesBadArgumentBeforeAnyChange(String tool, Map<String, ?> arguments, String message) {
        assertRefused(tool, arguments, Failure.Invalid.class, message);
    }

    @Test
    void renamesRoleWithoutQuestionAndKeepsItsPolicies() {
        var renamed = ask("admin_role_update", Map.of("name", "Analysts", "new_name", "Readers"));

        assertThat(roles.changes).containsExactly("update 1 ManagedRole[name=Readers, policies=[1, 2]]");
        assertThat(renamed.text("/message"))
                .isEqualTo("Changed. Role `Readers` gives READ on `lab` and READ_WRITE on `lab-raw`.");
    }

    @Test
    void addsPolicyWithoutQuestion() {
        ask("admin_role_update", Map.of("name", "Analysts", "policies", List.of("1", "2", "Athena")));

        assertThat(roles.changes).containsExactly("update 1 ManagedRole[name=Analysts, policies=[1, 2, 3]]");
    }

    @Test
    void asksBeforeRoleLosesPolicy() {
        var arguments = Map.of("name", "Analysts", "policies", List.of("Read lab"));

        assertRefused(
                "admin_role_update",
                arguments,
                Failure.Invalid.class,
                "Nothing was changed: Take policy `Write raw` from role `Analysts`? Its users lose READ_WRITE on"
                        + " `lab-raw`. Ask the user, then call again with confirm=true.");
        ask("admin_role_update", Map.of("name", "Analysts", "policies", List.of("Read lab"), "confirm", true));
        assertThat(roles.changes).containsExactly("update 1 ManagedRole[name=Analysts, policies=[1]]");
    }

    @Test
    void saysThatAdministratorTakesFromTheirOwnRole() {
        roles.me = new Me("admin", "a@b", true, "Analysts", List.of("Analysts"));

        assertThatThrownBy(() -> ask("admin_role_update", Map.of("name", "Analysts", "policies", List.of())))
                .hasMessageContaining("Take policies `Read lab` and `Write raw` from role `Analysts`?")
                .hasMessageContaining("It is your own active role.");
        assertThatThrownBy(() -> ask("admin_policy_update", Map.of("policy", "1", "roles", List.of())))
                .hasMessageContaining("Your own active role has it.");
    }

    @Test
    void asksBeforeRoleBecomesAnotherIamRole() {
        assertRefused(
                "admin_role_update",
                Map.of("name", "Ops", "arn", MemoryRoles.ROLE_ARN + "Other"),
                Failure.Invalid.class,
                "Nothing was changed: Make role `Ops` the IAM role arn:aws:iam::123456789012:role/Other? It is"
                        + " arn:aws:iam::123456789012:role/Ops now, and its users lose what only that allows. Ask the"
                        + " user, then call again with confirm=true.");
    }

    @Test
    void asksWhatIsLostBeforeRoleIsDeleted() {
        roles.defaultId = "1";

        assertRefused(
                "admin_role_delete",
                Map.of("name", "Analysts"),
                Failure.Invalid.class,
                "Nothing was changed: Delete role `Analysts`? It gives READ on `lab` and READ_WRITE on `lab-raw`, through"
                        + " the policies `Read lab` and `Write raw`. It is the role that new users get. This cannot be"
                        + " undone. Ask the user, then call again with confirm=true.");
        var deleted = ask("admin_role_delete", Map.of("name", "Analysts", "confirm", true));
        assertThat(roles.changes).containsExactly("delete role 1");
        assertThat(deleted.text("/message")).isEqualTo("Deleted role `Analysts`.");
    }

    @Test
    void refusesToDeleteOwnRole() {
        roles.me = new Me("admin", "a@b", true, "Admins", List.of("Admins", "Analysts"));

        assertRefused(
                "admin_role_delete",
                Map.of("name", "Analysts", "confirm", true),
                Failure.Conflict.class,
                "You have role `Analysts` yourself, and a role that a user has cannot be deleted. Nothing was changed.");
    }

    @Test
    void setsDefaultRole() {
        var set = ask("admin_role_set_default", Map.of("name", "Analysts"));

        assertThat(roles.changes).containsExactly("default 1");
        assertThat(set.text("/message")).isEqualTo("New users get role `Analysts`; before, they got `Ops`.");
        assertThat(set.structured().at("/role/is_default").asBoolean()).isTrue();
    }

    static Stream<Arguments> changes() {
        var arn = MemoryRoles.POLICY_ARN + "x";
        return Stream.of(
                Arguments.of("admin_role_create", Map.of("name", "New")),
                Arguments.of("admin_role_update", Map.of("name", "Analysts", "new_name", "x")),
                Arguments.of("admin_role_update", Map.of("name", "Analysts", "policies", List.of())),
                Arguments.of("admin_role_delete", Map.of("name", "Analysts")),
                Arguments.of("admin_role_set_default", Map.of("name", "Analysts")),
                Arguments.of("admin_policy_create", Map.of("title", "x", "arn", arn)),
                Arguments.of("admin_policy_update", Map.of("policy", "1", "title", "x")),
                Arguments.of("admin_policy_update", Map.of("policy", "1", "roles", List.of())),
                Arguments.of("admin_policy_delete", Map.of("policy", "3")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refusesOthersBeforeTheUserIsAsked(String tool, Map<String, ?> arguments) {
        roles.me = new Me("ann", "a@b", false, "Analysts", List.of("Analysts"));

        assertRefused(
                tool,
                arguments,
                Failure.Denied.class,
                "Only administrators of the catalog may do this, and `ann` is not one. Nothing was changed; ask an"
                        + " administrator.");
    }
}
