package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecodedTextTest {
    private static DecodedText decoded(int bad, int value, int good) {
        var bytes = new byte[bad + good];
        Arrays.fill(bytes, (byte) 'a');
        Arrays.fill(bytes, 0, bad, (byte) value);
        return DecodedText.of(bytes, StandardCharsets.UTF_8, false);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, false", "9, 81, false", "9, 80, true"})
    void looksBinaryIfMoreThanATenthOfItAndNotOnlyAFewAreMalformed(int malformed, int letters, boolean binary) {
        assertThat(decoded(malformed, 0xff, letters).looksBinary()).isEqualTo(binary);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, true", "0, 1000, false"})
    void looksBinaryIfItHasNul(int nulls, int letters, boolean binary) {
        assertThat(decoded(nulls, 0, letters).looksBinary()).isEqualTo(binary);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 9, false", "1, 1, 8, true", "8, 9, 1, false"})
    void isNoiseIfMoreThanATenthOfItIsNoText(int controls, int control, int letters, boolean noise) {
        assertThat(decoded(controls, control, letters).isNoise()).isEqualTo(noise);
    }
}
