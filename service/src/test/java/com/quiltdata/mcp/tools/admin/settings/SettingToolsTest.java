package com.quiltdata.mcp.tools.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.sso.YamlSsoConfigParser;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemorySettings;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools for settings, run as clients run them, on a catalog in memory. */
final class SettingToolsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String YAML = """
            # kept
            version: "1.0"
            default_role: Reader
            mappings:
              - schema: {type: object, properties: {groups: {}}, required: [groups]}
                roles: [Writer]
            """;

    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 10, 10, 1000, 1 << 20);

    private final MemorySettings settings = new MemorySettings();
    private final Inventory inventory = new Inventory(
            List.of(new Toolset("settings", SettingTools.of(settings.ports(), new YamlSsoConfigParser()))));
    private final Runner runner = new Runner(inventory, LIMITS, Validators.newValidator(), Meters.none(), _ -> {});

    private Result run(String tool, Object arguments) {
        return runner.run(inventory.find(tool).orElseThrow(), JSON.valueToTree(arguments), Calls.any());
    }

    private JsonNode ok(String tool, Object arguments) {
        var result = run(tool, arguments);
        assertThat(result).isInstanceOf(Result.Success.class);
        return ((Result.Success) result).structured();
    }

    private String failure(String tool, Object arguments) {
        var result = run(tool, arguments);
        assertThat(result).isInstanceOf(Result.FailureResult.class);
        return String.valueOf(((Result.FailureResult) result).failure().getMessage());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {YAML, "{\n\t\"version\": \"1.0\", \"default_role\": \"R\", \"mappings\": []}"})
    void ssoConfigCanBeReadAndSetAgainUnchanged(String text) {
        var format = text.startsWith("{") ? "json" : "yaml";
        var set = ok("admin_sso_config_set", Map.of("config", text));
        assertThat(set.at("/sso_config/text").asText()).isEqualTo(text);
        assertThat(set.path("format").asText()).isEqualTo(format);
        var got = ok("admin_sso_config_get", Map.of("check", true));
        assertThat(got.at("/sso_config/text").asText()).isEqualTo(text);
        assertThat(got.path("format").asText()).isEqualTo(format);
        assertThat(got.path("warnings").isArray()).isTrue();
        assertThat(got.at("/sso_config/uploader/email").asText()).isEqualTo("ada@example.com");
        var again = Map.of("config", got.at("/sso_config/text").asText(), "confirm", true);
        assertThat(ok("admin_sso_config_set", again).at("/sso_config/text").asText())
                .isEqualTo(text);
    }

    @Test
    void ssoConfigAsObjectIsStoredAsJson() throws JsonProcessingException {
        var config = tree("{'version': '1.0', 'default_role': 'R', 'mappings': [{'schema': true, 'roles': ['A']}]}");
        var set = ok("admin_sso_config_set", Map.of("config", config, "confirm", true));
        assertThat(JSON.readTree(set.at("/sso_config/text").asText())).isEqualTo(config);
        assertThat(set.path("format").asText()).isEqualTo("json");
        assertThat(set.path("warnings")).hasSize(1);
    }

    @Test
    void asksWhenAnSsoConfigWouldBeReplaced() {
        ok("admin_sso_config_set", Map.of("config", YAML));
        assertThat(failure("admin_sso_config_set", Map.of("config", YAML)))
                .startsWith(
                        "Nothing was changed: Replace the SSO configuration uploaded by ada at 2026-01-02T03:04:05Z?")
                .contains("confirm=true");
        assertThat(settings.changes).containsExactly("sso");
    }

    @Test
    void asksBeforeTheFirstSsoConfigThatMatchesEverybody() {
        var config = tree(
                "{'version': '1.0', 'default_role': 'R', 'mappings': [{'schema': {}, 'roles': ['A'], 'admin': true}]}");
        assertThat(failure("admin_sso_config_set", Map.of("config", config)))
                .startsWith("Nothing was changed: Set the first SSO configuration?")
                .contains("mappings[0].schema is empty, so it matches every user.");
        assertThat(settings.changes).isEmpty();
    }

    @Test
    void refusesInvalidSsoConfigBeforeAskingAndSending() {
        ok("admin_sso_config_set", Map.of("config", YAML));
        assertThat(failure("admin_sso_config_set", Map.of("config", Map.of("provider", "okta"))))
                .startsWith("`config` is not a valid SSO configuration: provider is unknown;")
                .endsWith("mappings must be a list. Nothing was changed.");
        assertThat(failure("admin_sso_config_set", Map.of("config", 3))).contains("an object, or a text");
        assertThat(settings.changes).containsExactly("sso");
    }

    @Test
    void removesSsoConfigAfterNamingWhatIsLost() {
        assertThat(ok("admin_sso_config_remove", Map.of()).path("message").asText())
                .isEqualTo("There is no SSO configuration, so nothing was removed.");
        assertThat(settings.changes).isEmpty();
        ok("admin_sso_config_set", Map.of("config", YAML));
        assertThat(failure("admin_sso_config_remove", Map.of()))
                .contains("uploaded by ada at 2026-01-02T03:04:05Z", "Its text is lost");
        ok("admin_sso_config_remove", Map.of("confirm", true));
        assertThat(settings.changes).containsExactly("sso", "no sso");
        var none = ok("admin_sso_config_get", Map.of());
        assertThat(none.has("sso_config")).isFalse();
        assertThat(none.path("message").asText()).isEqualTo("No SSO configuration found.");
    }

    @Test
    void reportsAStoredSsoConfigThatIsNotValid() {
        settings.setSsoConfig(Calls.any().caller(), "version: 1.0");
        assertThat(ok("admin_sso_config_get", Map.of("check", true))
                        .path("warnings")
                        .toString())
                .contains("version must be the text");
    }

    @Test
    void setsOpenQuery() {
        var set = ok("admin_tabulator_open_query_set", Map.of("enabled", "true"));
        assertThat(set.path("open_query_enabled").asBoolean()).isTrue();
        assertThat(settings.changes).containsExactly("open true");
    }

    @Test
    void addsBucketUnderItsNameByDefault() {
        var added = ok("admin_bucket_add", tree("{'bucket': 's3://lab/', 'file_extensions_to_index': ['csv', '.md']}"));
        assertThat(added.path("bucket").asText()).isEqualTo("lab");
        assertThat(added.path("settings"))
                .isEqualTo(tree("{'title': 'lab', 'fileExtensionsToIndex': ['.csv', '.md']}"));
    }

    @Test
    void updateKeepsWhatIsNotSentOrBlankAndRemovesWhatIsNamed() {
        ok(
                "admin_bucket_add",
                tree("{'bucket': 'lab', 'description': 'Plates', 'tags': ['a'], 'linked_data': {'x': 1}}"));
        var updated = ok(
                "admin_bucket_update",
                tree("{'bucket': 'lab', 'title': 'Lab', 'description': '', 'tags': [], 'remove': ['linked_data']}"));
        assertThat(updated.path("settings")).isEqualTo(tree("{'title': 'Lab', 'description': 'Plates', 'tags': []}"));
        assertThat(ok("admin_bucket_update", tree("{'bucket': 'lab', 'title': 'Lab'}"))
                        .path("message")
                        .asText())
                .startsWith("Nothing was changed");
        assertThat(settings.changes).containsExactly("add lab", "update lab");
    }

    @Test
    void refusesBucketsAndTopicsThatCannotBe() {
        assertThat(failure("admin_bucket_update", Map.of("bucket", "nowhere")))
                .isEqualTo("There is no bucket `nowhere` in the catalog; nothing was changed.");
        assertThat(failure("admin_bucket_add", Map.of("bucket", "Not A Bucket")))
                .startsWith("`bucket`:");
        assertThat(failure("admin_bucket_add", Map.of("bucket", "lab", "sns_notification_arn", "topic")))
                .startsWith("`sns_notification_arn`: send the ARN");
        assertThat(settings.changes).isEmpty();
    }

    @Test
    void removesBucketAfterNamingWhatIsLost() {
        ok("admin_bucket_add", Map.of("bucket", "lab", "title", "The Lab"));
        assertThat(failure("admin_bucket_remove", Map.of("bucket", "lab")))
                .contains("Remove bucket lab (\"The Lab\") from the catalog?", "S3 keeps the objects");
        assertThat(failure("admin_bucket_remove", Map.of("bucket", "none"))).contains("There is no bucket `none`");
        ok("admin_bucket_remove", Map.of("bucket", "lab", "confirm", true));
        assertThat(settings.changes).containsExactly("add lab", "remove lab");
    }

    @Test
    void pagesApiKeysWithinTheBudget() {
        IntStream.range(0, 3000).mapToObj(i -> MemorySettings.key("k-" + i)).forEach(settings.keys::add);
        var first = ok("admin_api_keys_list", Map.of("status", "Active"));
        assertThat(first.path("count").asInt()).isEqualTo(3000);
        var shown = first.path("api_keys").size();
        assertThat(shown).isBetween(1, 2999);
        assertThat(first.path("next_offset").asInt()).isEqualTo(shown);
        var next = ok("admin_api_keys_list", Map.of("offset", shown));
        assertThat(next.at("/api_keys/0/id").asText()).isEqualTo("k-" + shown);
        assertThat(next.path("note").asText()).contains("quilt3.api_keys.create");
    }

    @Test
    void revokesApiKeyAfterNamingIt() {
        settings.keys.add(MemorySettings.key("k-1"));
        assertThat(failure("admin_api_key_revoke", Map.of("id", "k-1")))
                .contains("Revoke API key \"ci\" (qk_k-1) of ada@example.com?", "It was never used.");
        assertThat(failure("admin_api_key_revoke", Map.of("id", "k-2"))).contains("admin_api_keys_list lists the keys");
        ok("admin_api_key_revoke", Map.of("id", " k-1 ", "confirm", true));
        assertThat(settings.changes).containsExactly("revoke k-1");
    }

    @ParameterizedTest
    @CsvSource({"admin_api_key_revoke,id", "admin_api_keys_list,fingerprint"})
    void refusesAnApiKeyInThePlaceOfItsName(String tool, String argument) {
        assertThat(failure(tool, Map.of(argument, " qk_L5pnO6n6fYxG82ojK5baApksvdg6sbMF ")))
                .startsWith("`%s` is an API key itself".formatted(argument))
                .doesNotContain("qk_L5p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin_sso_config_set | {'config': 'x'}",
                "admin_sso_config_remove | {}",
                "admin_tabulator_open_query_set | {'enabled': true}",
                "admin_bucket_add | {'bucket': 'lab'}",
                "admin_bucket_update | {'bucket': 'lab'}",
                "admin_bucket_remove | {'bucket': 'lab'}",
                "admin_api_key_revoke | {'id': 'k'}"
            })
    void refusesOthersBeforeAskingAndChanging(String tool, String arguments) {
        settings.administrator = false;
        for (var confirm : new boolean[] {true, false}) {
            var sent = (ObjectNode) tree(arguments);
            if (confirm && inventory.find(tool).orElseThrow().spec().mayConfirm()) {
                sent.put("confirm", true);
            }
            assertThat(failure(tool, sent))
                    .startsWith("Only administrators of the catalog may do this, and `ada` is not one.");
        }
        assertThat(settings.changes).isEmpty();
    }

    @Test
    void everyChangeIsInTheTestOfRights() {
        assertThat(inventory.tools())
                .filteredOn(tool -> tool.spec().effect() != Effect.READ)
                .hasSize(7);
    }
}
