package com.quiltdata.mcp.catalog.graphql;

import static com.quiltdata.mcp.catalog.graphql.GraphQlAdminFixtures.CALLER;
import static com.quiltdata.mcp.catalog.graphql.GraphQlAdminFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.ApiKeyFilter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single sign-on, open query and all API keys, as the registry's responses have them. */
final class GraphQlSettingAdminTest {
    private static final String CONFIG = """
            {"__typename": "SsoConfig", "text": "version: '1.0'", "timestamp": "2024-06-14T11:42:27.857128+00:00",
             "uploader": {"name": "ada", "email": "ada@example.com"}}""";
    static final String KEY = """
            {"id": "k-1", "name": "ci", "fingerprint": "qk_…9f", "createdAt": "2026-01-02T03:04:05+00:00",
             "expiresAt": "2026-04-02T03:04:05+00:00", "lastUsedAt": null, "userEmail": "ada@example.com",
             "status": "ACTIVE"}""";
    private static final String INVALID = """
            {"__typename": "InvalidInput", "errors": [
              {"path": "config", "message": "Role 'Nobody' does not exist", "name": "RoleNotFound", "context": null}]}""";

    private final GraphQlAdminFixtures registry = new GraphQlAdminFixtures();
    private final SettingReader settings = registry.catalog.admin().settings();
    private final SettingWriter changes = registry.catalog.admin().settingChanges();

    @AfterEach
    void close() throws IOException {
        registry.close();
    }

    private static String admin(String field, String value) {
        return "\"admin\": {\"%s\": %s}".formatted(field, value);
    }

    @Test
    void readsSsoConfig() {
        registry.returning(admin("ssoConfig", CONFIG));
        assertThat(settings.ssoConfig(CALLER))
                .contains(new SsoConfig(
                        "version: '1.0'",
                        Instant.parse("2024-06-14T11:42:27.857128Z"),
                        new SsoConfig.Uploader("ada", "ada@example.com")));
        registry.returning(admin("ssoConfig", "null"));
        assertThat(settings.ssoConfig(CALLER)).isEmpty();
    }

    @Test
    void setsSsoConfigAsItIsWritten() {
        registry.returning(admin("setSsoConfig", CONFIG));
        var text = "# kept\nversion: \"1.0\"\n";
        assertThat(changes.setSsoConfig(CALLER, text).text()).isEqualTo("version: '1.0'");
        assertThat(registry.sent().path("config").textValue()).isEqualTo(text);
    }

    @Test
    void removesSsoConfigByNull() {
        registry.returning(admin("setSsoConfig", "null"));
        changes.removeSsoConfig(CALLER);
        assertThat(registry.sent()).isEqualTo(tree("{\"config\": null}"));
    }

    @Test
    void reportsRejectedSsoConfigInTheRegistrysWords() {
        registry.returning(admin("setSsoConfig", INVALID));
        assertThatThrownBy(() -> changes.setSsoConfig(CALLER, "x"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("config: Role 'Nobody' does not exist. Nothing was changed.");
        assertThatThrownBy(() -> changes.removeSsoConfig(CALLER)).isInstanceOf(Failure.Invalid.class);
        registry.returning(
                admin(
                        "setSsoConfig",
                        "{\"__typename\": \"OperationError\", \"name\": \"SsoConfigConflict\", \"message\": \"in use\", \"context\": {}}"));
        assertThatThrownBy(() -> changes.setSsoConfig(CALLER, "x"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("SsoConfigConflict: in use. Nothing was changed.");
    }

    @Test
    void reportsUnknownOutcomeWithoutResult() {
        registry.returning(admin("somethingElse", "{}"));
        assertThatThrownBy(() -> changes.setSsoConfig(CALLER, "x")).isInstanceOf(Failure.TooLate.class);
        assertThatThrownBy(() -> changes.removeSsoConfig(CALLER)).isInstanceOf(Failure.TooLate.class);
        assertThatThrownBy(() -> changes.setOpenQuery(CALLER, true)).isInstanceOf(Failure.TooLate.class);
        registry.returning(admin("setSsoConfig", "{\"__typename\": \"SsoConfig\"}"));
        assertThatThrownBy(() -> changes.setSsoConfig(CALLER, "x")).isInstanceOf(Failure.TooLate.class);
    }

    @Test
    void returnsTheRegistrysOpenQueryNotTheRequested() {
        registry.returning(admin("setTabulatorOpenQuery", "{\"tabulatorOpenQuery\": false}"));
        assertThat(changes.setOpenQuery(CALLER, true)).isFalse();
        assertThat(registry.sent()).isEqualTo(tree("{\"enabled\": true}"));
        registry.returning(admin("tabulatorOpenQuery", "true"));
        assertThat(settings.openQuery(CALLER)).isTrue();
    }

    @Test
    void listsApiKeysByFilter() {
        registry.returning(admin("apiKeys", "{\"list\": [%s]}".formatted(KEY)));
        var filter = new ApiKeyFilter("ada@example.com", null, null, ApiKeyStatus.EXPIRED);
        assertThat(settings.apiKeys(CALLER, filter)).containsExactly(key());
        assertThat(registry.sent())
                .isEqualTo(
                        tree(
                                "{\"email\": \"ada@example.com\", \"name\": null, \"fingerprint\": null, \"status\": \"EXPIRED\"}"));
    }

    static ApiKey key() {
        return new ApiKey(
                "k-1",
                "ci",
                "qk_…9f",
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-04-02T03:04:05Z"),
                null,
                "ada@example.com",
                "ACTIVE");
    }

    @Test
    void findsApiKeyById() {
        registry.returning(admin("apiKeys", "{\"get\": %s}".formatted(KEY)));
        assertThat(settings.apiKey(CALLER, "k-1")).contains(key());
        registry.returning(admin("apiKeys", "{\"get\": null}"));
        assertThat(settings.apiKey(CALLER, "k-2")).isEmpty();
    }

    @Test
    void revokesApiKey() {
        registry.returning(admin("apiKeys", "{\"revoke\": {\"__typename\": \"Ok\"}}"));
        changes.revokeApiKey(CALLER, "k-1");
        assertThat(registry.sent()).isEqualTo(tree("{\"id\": \"k-1\"}"));
        registry.returning(admin("apiKeys", "{\"revoke\": %s}".formatted(INVALID)));
        assertThatThrownBy(() -> changes.revokeApiKey(CALLER, "k-1")).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void namesTheMissingRight() {
        registry.failing("{\"message\": \"Forbidden\", \"path\": [\"admin\"]}");
        assertThatThrownBy(() -> settings.ssoConfig(CALLER))
                .isInstanceOf(Failure.Denied.class)
                .hasMessage("Only administrators of the catalog may see this, and `bob` is not one.");
        assertThatThrownBy(() -> settings.apiKeys(CALLER, new ApiKeyFilter(null, null, null, null)))
                .isInstanceOf(Failure.Denied.class);
    }

    @Test
    void saysThatAnOlderRegistryHasNoApiKeys() {
        registry.failing("{\"message\": \"Cannot query field 'apiKeys' on type 'AdminQueries'.\"}");
        assertThatThrownBy(() -> settings.apiKeys(CALLER, new ApiKeyFilter(null, null, null, null)))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("This catalog has no API keys: they come with version 1.67 of the Quilt Platform.");
    }
}
