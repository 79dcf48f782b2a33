package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.constraints.Positive;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SchemasTest {
    @Test
    void generatesInputSchemaFromTheRecord() throws Exception {
        var expected = ToolJson.MAPPER.readTree("""
                {"type":"object","properties":{
                  "who":{"type":"string","description":"whom to greet","minLength":1,"maxLength":20},
                  "how_often":{"type":"integer","default":3,"minimum":1,"maximum":10},
                  "shout":{"type":"boolean","default":true},
                  "tone":{"type":"string","enum":["polite","very_loud"],"default":"polite"},
                  "big_number":{"type":"integer"},
                  "ratio":{"type":"number"},
                  "metadata":{"type":"object","properties":{"description":{"type":"string"}},
                    "additionalProperties":true},
                  "items":{"type":"array","default":[],"items":{"type":"object","properties":{
                     "key":{"type":"string","description":"its key"},
                     "encoding":{"type":"string","default":"utf-8"},
                     "text":{"type":"string"}},"required":["key"],"additionalProperties":false}},
                  "camelCase":{"type":"string"}},
                 "required":["who"],"additionalProperties":false}""");
        var schema = Schemas.input(SampleTools.Input.class);
        assertThat(ToolJson.MAPPER.readTree(schema.toString())).isEqualTo(expected);
        assertThat(schema.get("properties").fieldNames())
                .toIterable()
                .startsWith("who", "how_often", "shout")
                .endsWith("camelCase");
    }

    @Test
    void inputWithoutArgumentsIsAnEmptyClosedObject() throws Exception {
        assertThat(Schemas.input(SampleTools.Nothing.class))
                .isEqualTo(ToolJson.MAPPER.readTree(
                        "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}"));
    }

    @Test
    void outputSchemaHasSuccessAndOptionalNullables() throws Exception {
        assertThat(Schemas.output(SampleTools.Output.class))
                .isEqualTo(ToolJson.MAPPER.readTree("{\"type\":\"object\",\"properties\":{\"success\":{\"const\":true},"
                        + "\"greeting\":{\"type\":\"string\"},\"note\":{\"type\":\"string\"},"
                        + "\"iconUrl\":{\"type\":\"string\"}},"
                        + "\"required\":[\"success\",\"greeting\"],\"additionalProperties\":false}"));
    }

    private record Unlistable(@Positive int number) {}

    private record Untyped(Set<String> names) {}

    /** What a schema cannot say would be refused without having been listed. */
    @Test
    void refusesTypesAndConstraintsThatItCannotList() {
        assertThatThrownBy(() -> Schemas.input(Unlistable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Positive");
        assertThatThrownBy(() -> Schemas.input(Untyped.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.Set");
    }

    @Test
    void blankTextIsNoJson() {
        assertThat(ToolJson.exact(" ")).isEmpty();
        assertThat(ToolJson.value(" ")).isEmpty();
    }
}
