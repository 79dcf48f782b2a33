package com.quiltdata.mcp.catalog.graphql;

import static com.quiltdata.mcp.catalog.graphql.GraphQlAdminFixtures.CALLER;
import static com.quiltdata.mcp.catalog.graphql.GraphQlAdminFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import com.quiltdata.mcp.testing.FakeUpstream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One's own API keys and role. */
final class GraphQlAccountTest {
    private static final String ME = """
            "name": "ada", "email": "a@x", "isAdmin": false, "role": {"name": "%s"}, "roles": [{"name": "Lab"}, {"name": "Guest"}]""";

    private final GraphQlAdminFixtures registry = new GraphQlAdminFixtures();
    private final AccountPorts account = registry.catalog.account();

    @AfterEach
    void close() throws IOException {
        registry.close();
    }

    private void keys(String field, String value) {
        registry.upstream.answering(
                200, "{\"data\": {\"me\": {%s, \"%s\": %s}}}".formatted(ME.formatted("Lab"), field, value));
    }

    @Test
    void listsAndFindsOwnKeys() {
        keys("apiKeys", "[" + GraphQlSettingAdminTest.KEY + "]");
        assertThat(account.keys().keys(CALLER, ApiKeyStatus.ACTIVE)).containsExactly(GraphQlSettingAdminTest.key());
        assertThat(registry.sent()).isEqualTo(tree("{\"status\": \"ACTIVE\"}"));
        keys("apiKey", "null");
        assertThat(account.keys().key(CALLER, "k-1")).isEmpty();
        keys("apiKey", GraphQlSettingAdminTest.KEY);
        assertThat(account.keys().key(CALLER, "k-1")).contains(GraphQlSettingAdminTest.key());
    }

    @Test
    void revokesOwnKey() {
        registry.upstream.answering(200, "{\"data\": {\"apiKeyRevoke\": {\"__typename\": \"Ok\"}}}");
        account.keyChanges().revoke(CALLER, "k-1");
        assertThat(registry.sent()).isEqualTo(tree("{\"id\": \"k-1\"}"));
    }

    @Test
    void saysThatAnOlderRegistryHasNoApiKeys() {
        registry.failing("{\"message\": \"Cannot query field 'apiKeys' on type 'Me'.\"}");
        assertThatThrownBy(() -> account.keys().keys(CALLER, null))
                .hasMessageStartingWith("This catalog has no API keys");
        registry.failing("{\"message\": \"Cannot query field 'apiKey' on type 'Me'.\"}");
        assertThatThrownBy(() -> account.keys().key(CALLER, "k"))
                .hasMessageStartingWith("This catalog has no API keys");
    }

    @Test
    void reportsTheNewRoleToTheObserver() {
        registry.upstream.answering(
                200, "{\"data\": {\"switchRole\": {\"__typename\": \"Me\", %s}}}".formatted(ME.formatted("Guest")));
        assertThat(account.roles().switchRole(CALLER, "Guest").role()).isEqualTo("Guest");
        assertThat(registry.sent()).isEqualTo(tree("{\"role\": \"Guest\"}"));
        assertThat(registry.sessions.learnt()).containsExactly("changed Guest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"__typename\": \"InvalidInput\", \"errors\": [{\"path\": \"roleName\", \"message\": \"No such role\", \"name\": \"V\"}]} | roleName: No such role",
                "{\"__typename\": \"OperationError\", \"name\": \"RoleLocked\", \"message\": \"by SSO\"} | RoleLocked: by SSO"
            })
    void keepsTheRoleWhenTheRegistryRefuses(String arm, String sentence) {
        registry.upstream.answering(200, "{\"data\": {\"switchRole\": %s}}".formatted(arm));
        assertThatThrownBy(() -> account.roles().switchRole(CALLER, "Guest"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage(sentence);
        assertThat(registry.sessions.learnt()).isEmpty();
    }

    /** The account decides whether the switch was made; what was cached for the former role is dropped anyway. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null}, \"errors\": [{\"message\": \"boom\", \"path\": [\"switchRole\"]}] | Guest | true",
                "null}, \"errors\": [{\"message\": \"boom\", \"path\": [\"switchRole\"]}] | Lab | false",
                "{\"__typename\": \"Me\"}} | Guest | true",
                "{\"__typename\": \"Me\"}} | Lab | false"
            })
    void asksTheAccountIfTheOutcomeIsUnknown(String result, String role, boolean switched) {
        registry.upstream.answering(exchange -> {
            var switching = registry.upstream.seen().getLast().body().contains("\"SwitchRole\"");
            var body = switching
                    ? "{\"data\": {\"switchRole\": %s}".formatted(result)
                    : "{\"data\": {\"me\": {%s}}}".formatted(ME.formatted(role));
            FakeUpstream.answer(exchange, 200, "application/json", body);
        });
        if (switched) {
            assertThat(account.roles().switchRole(CALLER, "Guest").role()).isEqualTo("Guest");
        } else {
            assertThatThrownBy(() -> account.roles().switchRole(CALLER, "Guest"))
                    .isInstanceOf(Failure.TooLate.class);
        }
        assertThat(registry.sessions.learnt()).contains("changed Guest");
    }
}
