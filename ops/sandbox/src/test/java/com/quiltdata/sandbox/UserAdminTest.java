package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Administration of users: what it returns, and what changes for the user at once. */
final class UserAdminTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final AdminClient ADMIN = new AdminClient(SANDBOX);

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void listsSeededUsers() {
        String users = ADMIN.run("{admin{user{list{name email dateJoined lastLogin isActive isAdmin isSsoOnly isService"
                + " isRoleAssignmentDisabled isAdminAssignmentDisabled extraRoles{...on ManagedRole{name}}"
                + " role{__typename ...on ManagedRole{id name arn policies{title managed permissions{level bucket{name}}}"
                + " permissions{level bucket{name}}}}} get(name:\"nobody\"){name} none:get(name:\"x\"){name}}}}");
        assertThat(JsonFields.all(users, "email"))
                .startsWith("admin@example.com", "writer@example.com", "reader@example.com");
        assertThat(users)
                .contains(
                        "\"extraRoles\":[{\"name\":\"ReadWriteQuiltBucket\"}]",
                        "\"get\":{\"name\":\"nobody\"},\"none\":null");
    }

    @Test
    void listsThousandsOfUsers() {
        SANDBOX.control("POST", "/people", "{\"count\":5000,\"kind\":\"sso\"}");
        assertThat(JsonFields.all(
                        ADMIN.run("{admin{user{list{email isSsoOnly role{...on ManagedRole{id}}}}}}"), "isSsoOnly"))
                .filteredOn("true"::equals)
                .hasSize(5000);
    }

    @Test
    void createsUserThatSignsInAndReads() {
        assertThat(ADMIN.create("new.one", "new.one@example.com", "role:\"ReadQuiltBucket\",extraRoles:[\"NoBucket\"]"))
                .isEqualTo("{\"admin\":{\"user\":{\"create\":{\"__typename\":\"User\",\"name\":\"new.one\","
                        + "\"email\":\"new.one@example.com\",\"isActive\":true,\"isAdmin\":false,"
                        + "\"role\":{\"name\":\"ReadQuiltBucket\"},\"extraRoles\":[{\"name\":\"NoBucket\"}]}}}}");
        assertThat(SANDBOX.send("POST", "/graphql", "{\"query\":\"{buckets{name}}\"}", ADMIN.token("new.one"))
                        .body())
                .contains("quilt-example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reader|free@example.com|role:\"ReadQuiltBucket\"|input.name|Conflict",
                "b a d|free@example.com|role:\"ReadQuiltBucket\"|input.name|InvalidName",
                "free|Reader@example.com|role:\"ReadQuiltBucket\"|input.email|Conflict",
                "free|nonsense|role:\"ReadQuiltBucket\"|input.email|InvalidEmail",
                "free|free@example.com|role:\"Nope\"|input.role|RoleNotFound",
                "free|free@example.com|role:\"NoBucket\",extraRoles:[\"Nope\"]|input.extraRoles|RoleNotFound"
            })
    void namesInvalidInputOfNewUser(String name, String email, String roles, String path, String error) {
        String answer = ADMIN.create(name, email, roles);
        assertThat(JsonFields.one(answer, "path")).isEqualTo(path);
        assertThat(JsonFields.all(answer, "name")).containsExactly(error);
    }

    @Test
    void failsWithoutSubscriptionOrMail() {
        try {
            ADMIN.settings("{\"subscriptionActive\":false,\"mailWorks\":false}");
            assertThat(ADMIN.create("free", "free@example.com", "role:\"NoBucket\""))
                    .contains("OperationError", "SubscriptionInvalid");
            assertThat(ADMIN.run("{subscription{active}}")).contains("false");
            ADMIN.settings("{\"subscriptionActive\":true}");
            assertThat(ADMIN.create("free", "free@example.com", "role:\"NoBucket\""))
                    .contains("OperationError", "MailSendError");
            assertThat(ADMIN.user("reader", "resetPassword")).contains("OperationError", "MailSendError");
        } finally {
            ADMIN.settings("{\"subscriptionActive\":true,\"mailWorks\":true}");
        }
        assertThat(ADMIN.user("reader", "resetPassword")).contains("\"resetPassword\":{\"__typename\":\"Ok\"}");
        assertThat(ADMIN.run("{admin{user{get(name:\"free\"){name}}}}")).contains("\"get\":null");
    }

    @Test
    void unknownUserIsNull() {
        assertThat(ADMIN.user("who", "delete")).isEqualTo("{\"admin\":{\"user\":{\"mutate\":null}}}");
    }

    @Test
    void refusesTokensOfInactiveAndOfDeletedUsers() {
        String bearer = ADMIN.reader("leaver");
        assertThat(ADMIN.status(bearer)).isEqualTo(200);
        assertThat(ADMIN.user("leaver", "setActive(active:false)")).contains("\"isActive\":false");
        assertThat(ADMIN.status(bearer)).isEqualTo(401);
        ADMIN.user("leaver", "setActive(active:true)");
        assertThat(ADMIN.status(bearer)).isEqualTo(200);
        assertThat(ADMIN.user("leaver", "delete")).contains("\"delete\":{\"__typename\":\"Ok\"}");
        assertThat(ADMIN.status(bearer)).isEqualTo(401);
        assertThat(ADMIN.status(ADMIN.reader("leaver"))).isEqualTo(200);
        assertThat(ADMIN.status(bearer)).isEqualTo(401);
    }

    @Test
    void flagOfAdministratorOpensAdministration() {
        String bearer = ADMIN.reader("promoted");
        String query = "{\"query\":\"{admin{tabulatorOpenQuery}}\"}";
        assertThat(SANDBOX.send("POST", "/graphql", query, bearer).body()).contains("Forbidden");
        assertThat(ADMIN.user("promoted", "setAdmin(admin:true)")).contains("\"isAdmin\":true");
        assertThat(SANDBOX.send("POST", "/graphql", query, bearer).body()).contains("false");
    }

    @Test
    void changesEmail() {
        ADMIN.reader("mailed");
        assertThat(ADMIN.user("mailed", "setEmail(email:\"other@example.com\")"))
                .contains("\"email\":\"other@example.com\"");
        assertThat(ADMIN.user("mailed", "setEmail(email:\"other\")")).contains("\"path\":\"email\"", "InvalidEmail");
        assertThat(ADMIN.user("mailed", "setEmail(email:\"reader@example.com\")"))
                .contains("\"path\":\"email\"", "Conflict");
    }

    @Test
    void setsAddsAndRemovesRoles() {
        ADMIN.reader("roles");
        assertThat(roles(ADMIN.user("roles", "addRoles(roles:[\"NoBucket\"])")))
                .containsExactly("ReadQuiltBucket", "NoBucket");
        assertThat(roles(ADMIN.user("roles", "setRole(role:\"ReadWriteQuiltBucket\",append:true)")))
                .containsExactly("ReadWriteQuiltBucket", "NoBucket");
        assertThat(roles(
                        ADMIN.user("roles", "setRole(role:\"ReadQuiltBucket\",extraRoles:[\"ReadWriteQuiltBucket\"])")))
                .containsExactly("ReadQuiltBucket", "ReadWriteQuiltBucket");
        assertThat(ADMIN.user("roles", "removeRoles(roles:[\"ReadQuiltBucket\"])"))
                .contains("\"path\":\"fallback\"", "FallbackRequired");
        assertThat(roles(ADMIN.user("roles", "removeRoles(roles:[\"ReadQuiltBucket\"],fallback:\"NoBucket\")")))
                .containsExactly("NoBucket", "ReadWriteQuiltBucket");
        assertThat(roles(ADMIN.user("roles", "setRole(role:\"NoBucket\",extraRoles:[])")))
                .containsExactly("NoBucket");
        assertThat(ADMIN.user("roles", "addRoles(roles:[\"Nope\"])")).contains("\"path\":\"roles\"", "RoleNotFound");
        assertThat(ADMIN.user("roles", "setRole(role:\"Nope\")")).contains("\"path\":\"role\"", "RoleNotFound");
    }

    @Test
    void forbidsAdministrationToOthers() {
        for (String query : List.of(
                "{admin{tabulatorOpenQuery}}",
                "{roles{__typename}}",
                "mutation{admin{user{mutate(name:\\\"reader\\\"){delete{__typename}}}}}",
                "mutation{roleDelete(id:\\\"x\\\"){__typename}}")) {
            assertThat(SANDBOX.send("POST", "/graphql", "{\"query\":\"" + query + "\"}", SANDBOX.bearer("writer"))
                            .body())
                    .contains("\"message\":\"Forbidden\"");
        }
    }

    private static List<String> roles(String user) {
        return JsonFields.all(user, "name").stream().skip(1).toList();
    }
}
