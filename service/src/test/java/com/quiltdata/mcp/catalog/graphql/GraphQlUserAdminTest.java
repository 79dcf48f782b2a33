package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AssignedRole;
import com.quiltdata.mcp.catalog.admin.NewUser;
import com.quiltdata.mcp.catalog.admin.RoleAssignment;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operation on users, and every arm of its union. */
class GraphQlUserAdminTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = """
            {"__typename": "User", "name": "ada", "email": "ada@example.com", "dateJoined": "2024-06-14T11:42:27.857128Z",
             "lastLogin": %s, "isActive": true, "isAdmin": false, "isSsoOnly": true, "isService": false,
             "isRoleAssignmentDisabled": true, "isAdminAssignmentDisabled": false,
             "role": {"__typename": "UnmanagedRole", "id": "r1", "name": "lab", "arn": "arn:aws:iam::1:role/lab"},
             "extraRoles": [{"__typename": "ManagedRole", "id": "r2", "name": "team", "arn": "arn:aws:iam::1:role/team"}]}""";
    private static final String ADA = USER.formatted("\"2025-01-02T03:04:05\"");

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final GraphQlCatalog catalog = FakeUpstream.graphQl(http, upstream.url());

    /** A change of one user: its operation, the field of the mutation, the variables that it sends, and the call. */
    record Change(String operation, String field, String variables, Consumer<UserWriter> call) {
        private boolean hasUser() {
            return !field.equals("delete") && !field.equals("resetPassword");
        }

        @Override
        public String toString() {
            return operation;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("AdminUserDelete", "delete", "{'name': 'ada'}", it -> it.delete(CALLER, "ada")),
                new Change(
                        "AdminUserResetPassword",
                        "resetPassword",
                        "{'name': 'ada'}",
                        it -> it.resetPassword(CALLER, "ada")),
                new Change(
                        "AdminUserSetEmail",
                        "setEmail",
                        "{'name': 'ada', 'email': 'a@b'}",
                        it -> assertAda(it.setEmail(CALLER, "ada", "a@b"))),
                new Change(
                        "AdminUserSetAdmin",
                        "setAdmin",
                        "{'name': 'ada', 'admin': true}",
                        it -> assertAda(it.setAdmin(CALLER, "ada", true))),
                new Change(
                        "AdminUserSetActive",
                        "setActive",
                        "{'name': 'ada', 'active': false}",
                        it -> assertAda(it.setActive(CALLER, "ada", false))),
                new Change(
                        "AdminUserSetRole",
                        "setRole",
                        "{'name': 'ada', 'role': 'lab', 'extraRoles': [], 'append': true}",
                        it -> assertAda(it.setRole(CALLER, "ada", new RoleAssignment("lab", List.of(), true)))),
                new Change(
                        "AdminUserAddRoles",
                        "addRoles",
                        "{'name': 'ada', 'roles': ['team']}",
                        it -> assertAda(it.addRoles(CALLER, "ada", List.of("team")))),
                new Change(
                        "AdminUserRemoveRoles",
                        "removeRoles",
                        "{'name': 'ada', 'roles': ['team'], 'fallback': 'lab'}",
                        it -> assertAda(it.removeRoles(CALLER, "ada", List.of("team"), "lab"))));
    }

    private static void assertAda(User user) {
        assertThat(user)
                .isEqualTo(new User(
                        "ada",
                        "ada@example.com",
                        Instant.parse("2024-06-14T11:42:27.857128Z"),
                        Instant.parse("2025-01-02T03:04:05Z"),
                        new User.Status(true, false, true, false, true, false),
                        new AssignedRole("lab", "r1", "arn:aws:iam::1:role/lab", "UnmanagedRole"),
                        List.of(new AssignedRole("team", "r2", "arn:aws:iam::1:role/team", "ManagedRole"))));
    }

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void sendsTheChangeAndReturnsTheUser(Change change) {
        answer(change, change.hasUser() ? ADA : "{\"__typename\": \"Ok\", \"_\": null}");

        change.call().accept(catalog.admin().userChanges());

        var sent = tree(upstream.seen().getLast().body());
        assertThat(sent.path("operationName").asText()).isEqualTo(change.operation());
        assertThat(sent.path("variables")).isEqualTo(tree(change.variables().replace('\'', '"')));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void namesTheUserThatDoesNotExist(Change change) {
        upstream.answering(200, "{\"data\": {\"admin\": {\"user\": {\"mutate\": null}}}}");

        assertThatThrownBy(() -> change.call().accept(catalog.admin().userChanges()))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("User not found: ada");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void reportsInvalidInputWithItsPath(Change change) {
        answer(change, """
                {"__typename": "InvalidInput", "errors": [
                  {"path": "email", "name": "InvalidEmail", "message": "Not an e-mail address", "context": {}}]}""");

        assertThatThrownBy(() -> change.call().accept(catalog.admin().userChanges()))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("email: Not an e-mail address. Nothing was changed.");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void reportsOperationErrorInRegistrysWords(Change change) {
        answer(change, """
                {"__typename": "OperationError", "name": "EmailAlreadyInUse", "message": "Email already in use", "context": {}}""");

        assertThatThrownBy(() -> change.call().accept(catalog.admin().userChanges()))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("EmailAlreadyInUse: Email already in use. Nothing was changed.");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void reportsUnknownOutcomeForUnknownArm(Change change) {
        for (var arm : List.of("{\"__typename\": \"SomethingNew\"}", "{\"__typename\": \"User\"}", "null", "{}")) {
            answer(change, arm);

            assertThatThrownBy(() -> change.call().accept(catalog.admin().userChanges()))
                    .isInstanceOf(Failure.TooLate.class)
                    .hasMessageContaining("unknown whether");
        }
    }

    @Test
    void sendsNoFallbackWhereNoneIsGiven() {
        upstream.answering(200, data("{\"mutate\": {\"removeRoles\": %s}}".formatted(ADA)));

        catalog.admin().userChanges().removeRoles(CALLER, "ada", List.of("team"), null);

        assertThat(tree(upstream.seen().getLast().body()).path("variables"))
                .isEqualTo(tree("{\"name\": \"ada\", \"roles\": [\"team\"]}"));
    }

    @Test
    void createsUser() {
        upstream.answering(200, data("{\"create\": %s}".formatted(ADA)));

        assertAda(create());

        assertThat(tree(upstream.seen().getLast().body()).path("variables")).isEqualTo(tree("""
                        {"input": {"name": "ada", "email": "a@b", "role": "lab", "extraRoles": ["team"]}}"""));
    }

    @Test
    void reportsConflictOfNewUser() {
        upstream.answering(200, data("""
                {"create": {"__typename": "InvalidInput", "errors": [
                  {"path": "input.name", "name": "Conflict", "message": "Username already taken", "context": null},
                  {"path": "input.email", "name": "Conflict", "message": "Email already taken", "context": null}]}}"""));
        assertThatThrownBy(this::create)
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage(
                        "input.name: Username already taken; input.email: Email already taken. Nothing was changed.");

        upstream.answering(200, data("""
                {"create": {"__typename": "OperationError", "name": "MailSendError", "message": "SMTP failed", "context": null}}"""));
        assertThatThrownBy(this::create).hasMessage("MailSendError: SMTP failed. Nothing was changed.");
    }

    private User create() {
        return catalog.admin().userChanges().create(CALLER, new NewUser("ada", "a@b", "lab", List.of("team")));
    }

    @Test
    void readsUsersAndRoles() {
        var never = USER.formatted("null").replaceFirst("(?s)\"role\": \\{.*?}", "\"role\": null");
        upstream.answering(200, data("{\"list\": [%s, %s], \"get\": %s}".formatted(ADA, never, ADA)));

        var users = catalog.admin().users().list(CALLER);

        assertThat(users).hasSize(2);
        assertAda(users.getFirst());
        assertThat(users.getLast().lastLogin()).isNull();
        assertThat(users.getLast().role()).isNull();
        assertThat(users.getLast().roleNames()).containsExactly("team");
        assertAda(catalog.admin().users().get(CALLER, "ada"));

        upstream.answering(200, """
                {"data": {"me": {"name": "root"}, "roles": [{"name": "lab"}, {"name": "team"}]}}""");
        assertThat(catalog.admin().users().roleNames(CALLER)).containsExactly("lab", "team");
    }

    @Test
    void namesTheUserThatIsNotThere() {
        upstream.answering(200, data("{\"get\": null}"));

        assertThatThrownBy(() -> catalog.admin().users().get(CALLER, "eve"))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("User not found: eve");
    }

    @Test
    void saysThatOnlyAdministratorsMayRead() {
        upstream.answering(exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                upstream.seen().getLast().body().contains("\"Me\"")
                        ? "{\"data\": {\"me\": {\"name\": \"bob\", \"email\": \"b@x\", \"isAdmin\": false, \"role\": null, \"roles\": []}}}"
                        : "{\"data\": null, \"errors\": [{\"message\": \"Forbidden\", \"path\": [\"admin\"]}]}"));

        assertThatThrownBy(() -> catalog.admin().users().list(CALLER))
                .isInstanceOf(Failure.Denied.class)
                .hasMessage("Only administrators of the catalog may see this, and `bob` is not one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"get\": {}}", "{\"get\": {\"name\": \"ada\"}}"})
    void refusesResponsesThatAreNoUser(String user) {
        upstream.answering(200, data(user));

        assertThatThrownBy(() -> catalog.admin().users().get(CALLER, "ada")).isInstanceOf(Failure.Unavailable.class);
    }

    private void answer(Change change, String arm) {
        upstream.answering(exchange -> FakeUpstream.answer(
                exchange, 200, "application/json", data("{\"mutate\": {\"%s\": %s}}".formatted(change.field(), arm))));
    }

    private static String data(String user) {
        return "{\"data\": {\"me\": {\"name\": \"root\"}, \"admin\": {\"user\": %s}}}".formatted(user);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
