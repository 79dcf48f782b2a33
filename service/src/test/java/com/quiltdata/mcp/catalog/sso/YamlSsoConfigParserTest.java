package com.quiltdata.mcp.catalog.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a valid configuration, and how each fault is named. */
final class YamlSsoConfigParserTest {
    private static final String YAML = """
            # who may do what
            version: "1.0"
            default_role: Reader
            mappings:
              - schema:
                  type: object
                  properties: {groups: {type: array, contains: {const: lab}}}
                  required: [groups]
                roles: [Writer]
                admin: true
            """;
    private static final YamlSsoConfigParser PARSER = new YamlSsoConfigParser();

    @Test
    void keepsTextAsItIs() {
        for (var text : List.of(YAML, "{\"version\":\"1.0\",\n\t\"default_role\": \"R\", \"mappings\": []}")) {
            var checked = PARSER.parse(text);
            assertThat(checked.text()).isEqualTo(text);
            assertThat(checked.warnings()).isEmpty();
        }
    }

    @Test
    void writesObjectAsJsonInItsOrder() {
        var config = new LinkedHashMap<String, Object>();
        config.put("version", "1.0");
        config.put("mappings", List.of(Map.of("schema", true, "roles", List.of("A"))));
        config.put("default_role", "Reader");
        assertThat(PARSER.parse(config).text())
                .startsWith("{\"version\":\"1.0\",\"mappings\":[{")
                .endsWith("\"default_role\":\"Reader\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1.0 | version must be the text \"1.0\", in quotes",
                "version: '2.0' | version must be the text \"1.0\"",
                "default_role: ' ' | default_role must be the name of a role",
                "default_role: [A] | default_role must be the name of a role",
                "union_roles: maybe | union_roles must be true or false",
                "mappings: {} | mappings must be a list",
                "mappings: [1] | mappings[0] must be an object with schema and roles",
                "mappings: [{roles: [A]}] | mappings[0].schema must be a JSON Schema",
                "mappings: [{schema: text, roles: [A]}] | mappings[0].schema must be a JSON Schema",
                "mappings: [{schema: true, roles: []}] | mappings[0].roles must be a list of at least one name",
                "mappings: [{schema: true, roles: A}] | mappings[0].roles must be a list of at least one name",
                "mappings: [{schema: true, roles: [A, 1]}] | mappings[0].roles must be a list of at least one name",
                "mappings: [{schema: true, roles: [A], admin: 1}] | mappings[0].admin must be true or false",
                "provider: okta | provider is unknown; known are version, default_role, mappings and union_roles"
            })
    void namesFaultByItsPath(String line, String sentence) {
        var valid = "version: '1.0'\ndefault_role: R\nmappings: []\n";
        var key = line.split(":", 2)[0];
        var text = valid.replaceFirst("(?m)^" + key + ":.*\\n", "") + line + "\n";
        assertThatThrownBy(() -> PARSER.parse(text))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith("`config` is not a valid SSO configuration: ")
                .hasMessageContaining(sentence);
    }

    @Test
    void namesAllFaultsUpToTen() {
        assertThatThrownBy(() -> PARSER.parse(Map.of()))
                .hasMessageContainingAll("version must", "default_role must", "mappings must");
        var many = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 20; i++) {
            many.put("k" + i, i);
        }
        assertThatThrownBy(() -> PARSER.parse(many)).hasMessageContaining("; and 13 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "{\"a\":", "- x\n  y: z:", "a: !!java.io.File [x]"})
    void refusesWhatIsNeitherYamlNorJson(String text) {
        assertThatThrownBy(() -> PARSER.parse(text))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith("`config` is neither YAML nor JSON (line ");
    }

    @Test
    void refusesWhatIsNoConfiguration() {
        assertThatThrownBy(() -> PARSER.parse(" \n")).hasMessageContaining("`config` is empty");
        assertThatThrownBy(() -> PARSER.parse(List.of("x"))).hasMessageContaining("an object, or a text");
        assertThatThrownBy(() -> PARSER.parse("just words")).hasMessageContaining("it must be an object with version");
    }

    @Test
    void warnsOfMappingsThatMatchMoreThanTheySay() {
        var open = YAML.replaceFirst("(?m)^ *required:.*\\n", "");
        assertThat(PARSER.parse(open).warnings())
                .containsExactly(
                        "mappings[0].schema does not list groups in `required`, so it also matches users without"
                                + " that claim.");
        var all =
                "version: '1.0'\ndefault_role: R\nmappings: [{schema: true, roles: [A]}, {schema: {}, roles: [A], role: B}]";
        assertThat(PARSER.parse(all).warnings())
                .containsExactly(
                        "mappings[0].schema matches every user.",
                        "mappings[1].role has no effect; known are schema, roles and admin.",
                        "mappings[1].schema is empty, so it matches every user.");
    }

    @Test
    void warnsOfAClaimThatYamlReadsAsNull() {
        assertThat(PARSER.parse(YAML.replace("{groups:", "{~:").replace("required: [groups]", "type: object"))
                        .warnings())
                .containsExactly("mappings[0].schema does not list null in `required`, so it also matches users without"
                        + " that claim.");
    }
}
