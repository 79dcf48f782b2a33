package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlDocumentTest {
    private static void refuses(byte[] yaml, String sentence) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> YamlDocument.read(yaml, "config.yml"))
                .satisfies(e -> assertThat(e.faults()).containsExactly("config.yml " + sentence));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 5",
                "---\na: 5\n...\n",
                "%YAML 1.1\n---\na: &unused 5\n",
                "\uFEFFa: 5",
                "a: 5\r\n# a comment",
                "# ü\na: 5"
            })
    void readsOneDocument(String yaml) throws Exception {
        assertThat(YamlDocument.read(yaml.getBytes(StandardCharsets.UTF_8), "config.yml")
                        .path("a")
                        .asText())
                .isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "# only a comment"})
    void readsNothingFromAnEmptyFile(String yaml) throws Exception {
        assertThat(YamlDocument.read(yaml.getBytes(StandardCharsets.UTF_8), "config.yml")
                        .isMissingNode())
                .isTrue();
    }

    /** Jackson would take the alias's name for the value. */
    @ParameterizedTest
    @ValueSource(strings = {"a: &x 5\nb: *x", "a: &x {c: 5}\nb:\n  <<: *x"})
    void refusesAliases(String yaml) {
        var line = yaml.lines().count();
        refuses(
                yaml.getBytes(StandardCharsets.UTF_8),
                "has the alias *x in line " + line + "; aliases are not supported: write the value out");
    }

    /** Jackson would read the first alone. */
    @ParameterizedTest
    @ValueSource(strings = {"a: 5\n---\nb: 6\n", "---\na: 5\n---\n- 7\n"})
    void refusesASecondDocument(String yaml) {
        refuses(
                yaml.getBytes(StandardCharsets.UTF_8),
                "has a second YAML document in line " + yaml.lines().count() + "; merge it into the first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
    void refusesOtherEncodings(String charset) {
        refuses("# ü\na: 5".getBytes(Charset.forName(charset)), "must be text in UTF-8");
    }

    @Test
    void refusesDuplicateKeysBelowTheTop() {
        assertThatExceptionOfType(com.fasterxml.jackson.core.JsonProcessingException.class)
                .isThrownBy(() -> YamlDocument.read("a: {b: 1, b: 2}".getBytes(StandardCharsets.UTF_8), "config.yml"))
                .withMessageContaining("Duplicate field 'b'");
    }
}
