package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VariableResolverTest {
    private static JsonNode resolve(String yaml, Map<String, String> environment) throws Exception {
        return new VariableResolver(environment::get).resolve(new YAMLMapper().readTree(yaml));
    }

    @Test
    void replacesReference() throws Exception {
        assertThat(resolve("a: \"${X}\"", Map.of("X", "v")).at("/a").textValue())
                .isEqualTo("v");
    }

    @Test
    void treatsEmptyVariableAsUnset() throws Exception {
        assertThat(resolve("a: \"${X:-7}\"", Map.of("X", " ")).at("/a").textValue())
                .isEqualTo("7");
    }

    @Test
    void resolvesUnsetVariableWithoutDefaultToNull() throws Exception {
        assertThat(resolve("a: \"${X}\"", Map.of()).at("/a").isNull()).isTrue();
    }

    @Test
    void keepsDocumentStructureWhateverTheValue() throws Exception {
        var value = "x\"\nb: 1\n- {c: [d]}";
        var document = resolve("a: \"${X}\"", Map.of("X", value));
        assertThat(document.size()).isEqualTo(1);
        assertThat(document.at("/a").textValue()).isEqualTo(value);
    }

    @Test
    void doesNotExpandValuesAgain() throws Exception {
        assertThat(resolve("a: \"${X}\"", Map.of("X", "${Y}", "Y", "secret"))
                        .at("/a")
                        .textValue())
                .isEqualTo("${Y}");
    }

    @Test
    void resolvesVariablesInLists() throws Exception {
        assertThat(resolve("a: [{b: \"${X}\"}]", Map.of("X", "v")).at("/a/0/b").textValue())
                .isEqualTo("v");
    }
}
