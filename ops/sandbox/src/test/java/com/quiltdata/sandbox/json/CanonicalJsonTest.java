package com.quiltdata.sandbox.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1.0",
        "1e20, 1e+20",
        "1e16, 1e+16",
        "1e15, 1000000000000000.0",
        "1e-7, 1e-07",
        "1e-5, 1e-05",
        "0.0001, 0.0001",
        "1.5e300, 1.5e+300",
        "-0.0, -0.0",
        "-2.5, -2.5",
        "123456789.125, 123456789.125",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void formatsNumbersLikePython(String read, String written) {
        assertThat(rewrite("{\"n\":" + read + "}")).isEqualTo("{\"n\":" + written + "}");
    }

    @Test
    void escapesNonAsciiInLowerCase() {
        assertThat(CanonicalJson.write("é\u2028😀\u007f/\"\\\t\u0001"))
                .isEqualTo("\"\\u00e9\\u2028\\ud83d\\ude00\\u007f/\\\"\\\\\\t\\u0001\"");
    }

    @Test
    void sortsKeysByCodePoint() {
        assertThat(rewrite("{\"😀\":2,\"～\":1,\"b\":[true,null],\"a\":{}}"))
                .isEqualTo("{\"a\":{},\"b\":[true,null],\"\\uff5e\":1,\"\\ud83d\\ude00\":2}");
    }

    private static String rewrite(String json) {
        return CanonicalJson.write(Json.object(json));
    }
}
