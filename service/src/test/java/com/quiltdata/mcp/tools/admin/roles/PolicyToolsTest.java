package com.quiltdata.mcp.tools.admin.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tools.admin.roles.MemoryRoles.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyToolsTest {
    private final MemoryRoles roles = MemoryRoles.small();

    private Answer ask(String tool, Map<String, ?> arguments) {
        return roles.ask(tool, arguments);
    }

    private void assertRefused(String tool, Map<String, ?> arguments, Class<? extends Failure> type, String message) {
        assertThatThrownBy(() -> ask(tool, arguments)).isInstanceOf(type).hasMessage(message);
        assertThat(roles.changes).isEmpty();
    }

    private void assertAsked(Map<String, Object> arguments, String question) {
        assertRefused(
                "admin_policy_update",
                arguments,
                Failure.Invalid.class,
                "Nothing was changed: %s Ask the user, then call again with confirm=true.".formatted(question));
        var confirmed = new LinkedHashMap<>(arguments);
        confirmed.put("confirm", true);
        ask("admin_policy_update", confirmed);
        assertThat(roles.changes).hasSize(1);
    }

    @Test
    void listsPoliciesWithTheirCounts() {
        var list = ask("admin_policies_list", Map.of()).structured();

        assertThat(list.at("/policies/0").toString())
                .isEqualTo("{\"id\":\"1\",\"title\":\"Read lab\",\"arn\":\"arn:aws:iam::123456789012:policy/1\","
                        + "\"managed\":true,\"buckets\":1,\"roles\":1}");
        assertThat(list.path("count").asInt()).isEqualTo(3);
    }

    @Test
    void pagesPolicies() {
        var first = ask("admin_policies_list", Map.of("limit", 2)).structured();

        assertThat(first.at("/policies").findValuesAsText("id")).containsExactly("1", "2");
        assertThat(first.path("note").asText()).endsWith("the same filter and offset=2.");
        assertThat(ask("admin_policies_list", Map.of("offset", 2))
                        .structured()
                        .at("/policies")
                        .findValuesAsText("id"))
                .containsExactly("3");
    }

    @Test
    void filtersPoliciesByTitleRoleAndBucket() {
        assertThat(ids("raw")).containsExactly("2");
        assertThat(ids("analysts")).containsExactly("1", "2");
        assertThat(ids("lab-raw")).containsExactly("2");
    }

    private List<String> ids(String filter) {
        return ask("admin_policies_list", Map.of("filter", filter))
                .structured()
                .at("/policies")
                .findValuesAsText("id");
    }

    @Test
    void showsPolicyInTheFormThatUpdateTakes() {
        var policy = ask("admin_policy_get", Map.of("policy", "Read lab")).structured();

        assertThat(policy.at("/policy/permissions").toString()).isEqualTo("{\"lab\":\"READ\"}");
        assertThat(policy.at("/policy/roles").toString()).isEqualTo("[\"Analysts\"]");
        assertThat(policy.path("message").asText())
                .isEqualTo("Policy `Read lab` gives READ on `lab`; it is attached to role `Analysts`.");
    }

    @ParameterizedTest
    @CsvSource({
        "READ, READ",
        "read, READ",
        "ro, READ",
        "Read-only, READ",
        "READ_WRITE, READ_WRITE",
        "read/write, READ_WRITE",
        "rw, READ_WRITE",
        "write, READ_WRITE"
    })
    void understandsLevels(String level, String understood) {
        ask("admin_policy_create", Map.of("title", "New", "permissions", Map.of("s3://lab/", level)));

        assertThat(roles.changes)
                .containsExactly(
                        "create ManagedPolicy[title=New, permissions={lab=%s}, roles=[]]".formatted(understood));
    }

    @Test
    void createsPolicyForRoles() {
        var created = ask(
                "admin_policy_create",
                Map.of("title", "New", "permissions", Map.of("shared", "READ"), "roles", List.of("Analysts")));

        assertThat(roles.changes)
                .containsExactly("create ManagedPolicy[title=New, permissions={shared=READ}, roles=[1]]");
        assertThat(created.text("/message"))
                .isEqualTo("Created. Policy `New` gives READ on `shared`; it is attached to role `Analysts`.");
    }

    @Test
    void createsPolicyOfIam() {
        ask("admin_policy_create", Map.of("title", "New", "arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));

        assertThat(roles.changes)
                .containsExactly(
                        "create UnmanagedPolicy[title=New, arn=arn:aws:iam::aws:policy/ReadOnlyAccess, roles=[]]");
    }

    static Stream<Arguments> badArguments() {
        var read = Map.of("lab", "READ");
        return Stream.of(
                Arguments.of(
                        "admin_policy_create",
                        Map.of("title", "New"),
                        "`permissions` is missing: send a level for each bucket, like {\"quilt-lab\": \"READ\"}, or"
                                + " `arn` for an IAM policy."),
                Arguments.of(
                        "admin_policy_create",
                        Map.of("title", "New", "permissions", Map.of("lab", "own")),
                        "`permissions`: own is no level for bucket `lab`; send READ or READ_WRITE."),
                Arguments.of(
                        "admin_policy_create",
                        Map.of("title", "New", "permissions", Map.of("lab", "r", "s3://lab", "rw")),
                        "`permissions`: bucket `lab` has two levels; send one."),
                Arguments.of(
                        "admin_policy_create",
                        Map.of("title", "New", "permissions", read, "roles", List.of("Ops")),
                        "`roles`: Quilt does not manage `Ops`, so no policy can be attached; leave it out."),
                Arguments.of(
                        "admin_policy_create",
                        Map.of("title", "New", "permissions", read, "arn", MemoryRoles.POLICY_ARN + "x"),
                        "Send `permissions` for what Quilt manages or `arn` for what IAM has already, not both."),
                Arguments.of(
                        "admin_policy_create",
                        Map.of("title", "New", "arn", MemoryRoles.ROLE_ARN + "x"),
                        "`arn`: arn:aws:iam::123456789012:role/x is not the ARN of an IAM policy, for example"
                                + " \"arn:aws:iam::123456789012:policy/ReadLab\"."),
                Arguments.of(
                        "admin_policy_update",
                        Map.of("policy", "1"),
                        "Nothing to change: send `title`, `permissions`, `arn` or `roles`."),
                Arguments.of(
                        "admin_policy_update",
                        Map.of("policy", "Athena", "permissions", read),
                        "`permissions`: policy `Athena` is an IAM policy that Quilt does not manage; change it in IAM, or"
                                + " send `arn` to use another one."),
                Arguments.of(
                        "admin_policy_update",
                        Map.of("policy", "1", "arn", MemoryRoles.POLICY_ARN + "x"),
                        "`arn`: policy `Read lab` is managed by Quilt; send `permissions` instead."));
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void refusesBadArgumentBeforeAnyChange(String tool, Map<String, ?> arguments, String message) {
        assertRefused(tool, arguments, Failure.Invalid.class, message);
    }

    @Test
    void namesBucketsThatTheCatalogDoesNotHave() {
        assertRefused(
                "admin_policy_create",
                Map.of("title", "New", "permissions", Map.of("lab-row", "READ")),
                Failure.NotFound.class,
                "`permissions`: the catalog has no bucket `lab-row`. Did you mean lab-raw? Nothing was changed.");
    }

    @Test
    void keepsWhatIsNotSent() {
        ask("admin_policy_update", Map.of("policy", "Read lab", "title", "Lab"));

        assertThat(roles.changes)
                .containsExactly("update 1 ManagedPolicy[title=Lab, permissions={lab=READ}, roles=[1]]");
    }

    @Test
    void addsRightsWithoutQuestion() {
        ask("admin_policy_update", Map.of("policy", "1", "permissions", Map.of("lab", "READ_WRITE")));

        assertThat(roles.changes)
                .containsExactly("update 1 ManagedPolicy[title=Read lab, permissions={lab=READ_WRITE}, roles=[1]]");
    }

    @Test
    void asksBeforeRolesLoseRights() {
        assertAsked(
                Map.of("policy", "2", "permissions", Map.of("lab-raw", "READ")),
                "Change policy `Write raw`? It takes READ_WRITE on `lab-raw` from role `Analysts`.");
    }

    @Test
    void takesEmptyPermissionsForNone() {
        assertAsked(
                Map.of("policy", "1", "permissions", Map.of()),
                "Change policy `Read lab`? It takes READ on `lab` from role `Analysts`.");
        assertThat(roles.changes).containsExactly("update 1 ManagedPolicy[title=Read lab, permissions={}, roles=[1]]");
    }

    @Test
    void asksBeforePolicyIsTakenFromRoles() {
        assertAsked(
                Map.of("policy", "1", "roles", List.of()),
                "Change policy `Read lab`? It is taken from role `Analysts`, and with it READ on `lab`.");
        assertThat(roles.changes)
                .containsExactly("update 1 ManagedPolicy[title=Read lab, permissions={lab=READ}, roles=[]]");
    }

    @Test
    void changesPolicyThatNoRoleHasWithoutQuestion() {
        ask("admin_policy_update", Map.of("policy", "Athena", "arn", MemoryRoles.POLICY_ARN + "Other"));

        assertThat(roles.changes)
                .containsExactly("update 3 UnmanagedPolicy[title=Athena,"
                        + " arn=arn:aws:iam::123456789012:policy/Other, roles=[]]");
    }

    @Test
    void refusesToDeletePolicyThatRolesHave() {
        assertRefused(
                "admin_policy_delete",
                Map.of("policy", "1", "confirm", true),
                Failure.Conflict.class,
                "Policy `Read lab` is attached to role `Analysts`, so it cannot be deleted; call admin_policy_update with"
                        + " roles=[] first. Nothing was changed.");
    }

    @Test
    void asksBeforePolicyIsDeleted() {
        assertRefused(
                "admin_policy_delete",
                Map.of("title", "Athena"),
                Failure.Invalid.class,
                "Nothing was changed: Delete policy `Athena`? It is the IAM policy arn:aws:iam::123456789012:policy/Athena,"
                        + " which stays; no role has it. This cannot be undone. Ask the user, then call again with"
                        + " confirm=true.");
        ask("admin_policy_delete", Map.of("policy", "Athena", "confirm", true));
        assertThat(roles.changes).containsExactly("delete policy 3");
    }
}
