package com.quiltdata.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WellFormedTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"metadata\":{\"title\":\"\\u0000\"}} | `metadata.title`",
                "{\"entries\":{\"a/b.csv\":{\"meta\":{\"x\":[1,\"ok\",\"\\ud800\"]}}}} | `entries.a/b.csv.meta.x[2]`",
                "{\"metadata\":{\"\\udc00k\":1}} | a property name in `metadata`",
                "{\"list\":[{\"\\u0000\":1}]} | a property name in `list[0]`",
                "{\"\\u0000\":1} | a property name",
                "[\"\\ud83d\\ud83d\"] | `[0]`",
            })
    void namesPositionOfFirstBadText(String json, String place) throws Exception {
        assertThat(WellFormedText.firstBad(JsonMapper.builder().build().readTree(json)))
                .isEqualTo(place);
    }

    @Test
    void acceptsSurrogatePairsAndOtherControlCharacters() throws Exception {
        var json = "{\"a\\ud83e\\uddec\":[\"\\ud83e\\uddec\",\"\\u0001\\u001f\",null,1,true,{}]}";
        assertThat(WellFormedText.firstBad(JsonMapper.builder().build().readTree(json)))
                .isNull();
    }

    @Test
    void shortensLongNameByCharactersAndSplitsNone() {
        assertThat(WellFormedText.shown("x".repeat(39) + "\ud83e\uddec more"))
                .isEqualTo("x".repeat(39) + "\ud83e\uddec…");
        assertThat(WellFormedText.shortened("\ud83e\uddec".repeat(2), 1)).isEqualTo("\ud83e\uddec…");
        assertThat(WellFormedText.shown("x".repeat(40))).isEqualTo("x".repeat(40));
    }

    @Test
    void showsNoCharacterThatBreaksALine() {
        assertThat(WellFormedText.shown("a\tb\u007fc\u0085d\0e")).isEqualTo("a?b?c?d\uFFFDe");
    }
}
