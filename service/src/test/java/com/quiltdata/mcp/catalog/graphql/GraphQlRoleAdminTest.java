package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.ManagedPolicy;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.UnmanagedPolicy;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.ManagedRole;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.UnmanagedRole;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.catalog.admin.RoleWriter;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphQlRoleAdminTest {
    private static final Caller CALLER = Caller.of("token");
    private static final NamedId OLD = new NamedId("r1", "Old");
    private static final NamedId TITLED = new NamedId("p1", "Lab");
    private static final String ARN = "arn:aws:iam::123456789012:role/x";
    private static final String MANAGED = """
            {"__typename": "ManagedRole", "id": "r1", "name": "Readers", "arn": "%s",
             "policies": [{"id": "p1", "title": "Lab"}],
             "permissions": [{"bucket": {"name": "lab"}, "level": "READ"},
                             {"bucket": {"name": "lab"}, "level": "READ_WRITE"}]}""".formatted(ARN);
    private static final String UNMANAGED =
            "{\"__typename\": \"UnmanagedRole\", \"id\": \"r2\", \"name\": \"Ops\", \"arn\": \"%s\"}".formatted(ARN);
    private static final String POLICY = """
            {"__typename": "Policy", "id": "p1", "title": "Lab", "arn": "%s", "managed": true,
             "permissions": [{"bucket": {"name": "lab"}, "level": "READ_WRITE"}],
             "roles": [{"id": "r1", "name": "Readers"}]}""".formatted(ARN);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final GraphQlCatalog catalog = FakeUpstream.graphQl(http, upstream.url());
    private final RoleReader roles = catalog.admin().roles();
    private final RoleWriter changes = catalog.admin().roleChanges();

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @Test
    void readsRolesOfBothKindsAndTheDefault() {
        upstream.answering(200, """
                {"data": {"me": {"name": "admin"}, "roles": [%s, %s],
                          "defaultRole": {"__typename": "UnmanagedRole", "id": "r2"}}}""".formatted(MANAGED, UNMANAGED));

        var directory = roles.roles(CALLER);

        assertThat(directory.roles())
                .containsExactly(
                        new Role(
                                new NamedId("r1", "Readers"),
                                ARN,
                                true,
                                List.of(TITLED),
                                Map.of("lab", Level.READ_WRITE)),
                        new Role(new NamedId("r2", "Ops"), ARN, false, List.of(), Map.of()));
        assertThat(directory.roles()).map(directory::isDefault).containsExactly(false, true);
    }

    @Test
    void readsRolesWithoutDefault() {
        upstream.answering(200, "{\"data\": {\"me\": {\"name\": \"admin\"}, \"roles\": [], \"defaultRole\": null}}");

        assertThat(roles.roles(CALLER).defaultId()).isNull();
    }

    @Test
    void readsPolicies() {
        upstream.answering(200, "{\"data\": {\"me\": {\"name\": \"admin\"}, \"policies\": [%s]}}".formatted(POLICY));

        assertThat(roles.policies(CALLER)).containsExactly(policy());
    }

    @Test
    void refusesUnknownLevel() {
        upstream.answering(
                200,
                "{\"data\": {\"me\": {\"name\": \"admin\"}, \"policies\": [%s]}}"
                        .formatted(POLICY.replace("READ_WRITE", "OWN")));

        assertThatThrownBy(() -> roles.policies(CALLER))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("permission that this server does not know");
    }

    @Test
    void namesBucketsOfTheCatalog() {
        upstream.answering(
                200, "{\"data\": {\"me\": {\"name\": \"admin\"}, \"bucketConfigs\": [{\"name\": \"lab\"}]}}");

        assertThat(roles.bucketNames(CALLER)).containsExactly("lab");
    }

    @Test
    void refusesCallerWhoIsNoAdministrator() {
        upstream.answering(exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                upstream.seen().getLast().body().contains("\"Roles\"")
                        ? "{\"data\": null, \"errors\": [{\"message\": \"Forbidden\", \"path\": [\"roles\"]}]}"
                        : """
                        {"data": {"me": {"name": "ann", "email": "a@b", "isAdmin": false,
                                         "role": {"name": "R"}, "roles": [{"name": "R"}]}}}"""));

        assertThatThrownBy(() -> roles.roles(CALLER))
                .isInstanceOf(Failure.Denied.class)
                .hasMessage("Only administrators of the catalog may see this, and `ann` is not one.");
    }

    @Test
    void createsManagedRole() {
        answer("roleCreateManaged", "{\"__typename\": \"RoleCreateSuccess\", \"role\": %s}".formatted(MANAGED));

        var role = changes.createRole(CALLER, new ManagedRole("Readers", List.of("p1")));

        assertThat(role.name()).isEqualTo("Readers");
        assertSent("RoleCreateManaged", "{\"input\": {\"name\": \"Readers\", \"policies\": [\"p1\"]}}");
    }

    @Test
    void createsUnmanagedRole() {
        answer("roleCreateUnmanaged", "{\"__typename\": \"RoleCreateSuccess\", \"role\": %s}".formatted(UNMANAGED));

        var role = changes.createRole(CALLER, new UnmanagedRole("Ops", ARN));

        assertThat(role.managed()).isFalse();
        assertSent("RoleCreateUnmanaged", "{\"input\": {\"name\": \"Ops\", \"arn\": \"%s\"}}".formatted(ARN));
    }

    @Test
    void updatesRolesOfBothKinds() {
        answer("roleUpdateManaged", "{\"__typename\": \"RoleUpdateSuccess\", \"role\": %s}".formatted(MANAGED));
        changes.updateRole(CALLER, OLD, new ManagedRole("Readers", List.of()));
        assertSent("RoleUpdateManaged", "{\"id\": \"r1\", \"input\": {\"name\": \"Readers\", \"policies\": []}}");

        answer("roleUpdateUnmanaged", "{\"__typename\": \"RoleUpdateSuccess\", \"role\": %s}".formatted(UNMANAGED));
        changes.updateRole(CALLER, OLD, new UnmanagedRole("Ops", ARN));
        assertSent(
                "RoleUpdateUnmanaged",
                "{\"id\": \"r1\", \"input\": {\"name\": \"Ops\", \"arn\": \"%s\"}}".formatted(ARN));
    }

    @Test
    void deletesRoleAndSetsDefault() {
        answer("roleDelete", "{\"__typename\": \"RoleDeleteSuccess\", \"_\": null}");
        changes.deleteRole(CALLER, OLD);
        assertSent("RoleDelete", "{\"id\": \"r1\"}");

        answer("roleSetDefault", "{\"__typename\": \"RoleSetDefaultSuccess\", \"role\": %s}".formatted(MANAGED));
        assertThat(changes.setDefaultRole(CALLER, OLD).name()).isEqualTo("Readers");
        assertSent("RoleSetDefault", "{\"id\": \"r1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RoleNameReserved | Invalid | The registry keeps the role name `New` for itself",
                "RoleNameExists | Conflict | Another role is named `New`; send another name.",
                "RoleNameInvalid | Invalid | The registry does not accept `New` as the name of a role; send letters",
                "RoleNameUsedBySsoConfig | Conflict | The single sign-on configuration gives users role `Old`",
                "RoleIsManaged | Invalid | Role `Old` is managed by Quilt; send its policies",
                "RoleIsUnmanaged | Invalid | Role `Old` is an IAM role that Quilt does not manage; send its ARN",
                "RoleHasTooManyPoliciesToAttach | Invalid | Role `New` would have more policies than",
            })
    void reportsRefusedUpdate(String type, String failure, String sentence) {
        answer("roleUpdateManaged", "{\"__typename\": \"%s\", \"_\": null}".formatted(type));

        assertThatThrownBy(() -> changes.updateRole(CALLER, OLD, new ManagedRole("New", List.of())))
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(". Nothing was changed.")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(failure));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RoleDoesNotExist | NotFound | Role `Old` no longer exists.",
                "RoleNameReserved | Invalid | The registry keeps the role name `Old` for itself",
                "RoleNameUsedBySsoConfig | Conflict | The single sign-on configuration gives users role `Old`",
                "RoleAssigned | Conflict | Users have role `Old`, so it cannot be deleted; give them another role first.",
            })
    void reportsRefusedDeletion(String type, String failure, String sentence) {
        answer("roleDelete", "{\"__typename\": \"%s\", \"_\": null}".formatted(type));

        assertThatThrownBy(() -> changes.deleteRole(CALLER, OLD))
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(". Nothing was changed.")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(failure));
    }

    @Test
    void reportsDefaultThatSingleSignOnDecides() {
        answer("roleSetDefault", "{\"__typename\": \"SsoConfigConflict\", \"_\": null}");

        assertThatThrownBy(() -> changes.setDefaultRole(CALLER, OLD))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("`Old` cannot be made the default here; change the default_role");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"__typename\": \"SomethingNew\"}",
                "null",
                "{\"__typename\": \"RoleUpdateSuccess\", \"role\": {}}"
            })
    void reportsUnknownOutcomeForUnknownResult(String result) {
        answer("roleUpdateManaged", result);

        assertThatThrownBy(() -> changes.updateRole(CALLER, OLD, new ManagedRole("New", List.of())))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("unknown whether");
    }

    @Test
    void createsAndUpdatesPolicies() {
        answer("policyCreateManaged", POLICY);
        var created =
                changes.createPolicy(CALLER, new ManagedPolicy("Lab", Map.of("lab", Level.READ_WRITE), List.of("r1")));
        assertThat(created).isEqualTo(policy());
        var managed = "{\"title\": \"Lab\", \"permissions\": [{\"bucket\": \"lab\", \"level\": \"READ_WRITE\"}],"
                + " \"roles\": [\"r1\"]}";
        assertSent("PolicyCreateManaged", "{\"input\": %s}".formatted(managed));

        answer("policyUpdateManaged", POLICY);
        changes.updatePolicy(CALLER, TITLED, new ManagedPolicy("Lab", Map.of("lab", Level.READ_WRITE), List.of("r1")));
        assertSent("PolicyUpdateManaged", "{\"id\": \"p1\", \"input\": %s}".formatted(managed));

        var unmanaged = "{\"title\": \"Lab\", \"arn\": \"%s\", \"roles\": []}".formatted(ARN);
        answer("policyCreateUnmanaged", POLICY);
        changes.createPolicy(CALLER, new UnmanagedPolicy("Lab", ARN, List.of()));
        assertSent("PolicyCreateUnmanaged", "{\"input\": %s}".formatted(unmanaged));

        answer("policyUpdateUnmanaged", POLICY);
        changes.updatePolicy(CALLER, TITLED, new UnmanagedPolicy("Lab", ARN, List.of()));
        assertSent("PolicyUpdateUnmanaged", "{\"id\": \"p1\", \"input\": %s}".formatted(unmanaged));
    }

    @Test
    void deletesPolicy() {
        answer("policyDelete", "{\"__typename\": \"Ok\", \"_\": null}");

        changes.deletePolicy(CALLER, TITLED);

        assertSent("PolicyDelete", "{\"id\": \"p1\"}");
    }

    @Test
    void reportsInvalidPolicyWithItsPath() {
        answer("policyCreateUnmanaged", """
                {"__typename": "InvalidInput", "errors": [{"path": "input.arn", "name": "PolicyArnConflict",
                  "message": "Policy with this ARN already exists", "context": null}]}""");

        assertThatThrownBy(() -> changes.createPolicy(CALLER, new UnmanagedPolicy("Lab", ARN, List.of())))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("Policy `Lab`: input.arn: Policy with this ARN already exists. Nothing was changed.");
    }

    @Test
    void reportsPolicyThatCannotBeDeletedInRegistrysWords() {
        answer("policyDelete", """
                {"__typename": "OperationError", "name": "PolicyAssigned", "context": null,
                 "message": "Specified policy is assigned to a role and therefore cannot be deleted"}""");

        assertThatThrownBy(() -> changes.deletePolicy(CALLER, TITLED))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("Policy `Lab`: PolicyAssigned: Specified policy is assigned to a role and therefore cannot"
                        + " be deleted. Nothing was changed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"__typename\": \"SomethingNew\"}", "null", "{\"__typename\": \"Policy\"}"})
    void reportsUnknownOutcomeForUnknownPolicyResult(String result) {
        answer("policyUpdateUnmanaged", result);

        assertThatThrownBy(() -> changes.updatePolicy(CALLER, TITLED, new UnmanagedPolicy("Lab", ARN, List.of())))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("unknown whether");
    }

    private static Policy policy() {
        return new Policy(TITLED, ARN, true, Map.of("lab", Level.READ_WRITE), List.of(new NamedId("r1", "Readers")));
    }

    private void answer(String field, String result) {
        upstream.answering(200, "{\"data\": {\"%s\": %s}}".formatted(field, result));
    }

    private void assertSent(String operation, String variables) {
        var sent = tree(upstream.seen().getLast().body());
        assertThat(sent.path("operationName").asText()).isEqualTo(operation);
        assertThat(sent.path("variables")).isEqualTo(tree(variables));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
