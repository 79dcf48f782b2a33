package com.quiltdata.mcp.tools.packages.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*.csv, a/b.csv, true",
        "*.csv, a.csvx, false",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "*ab*ab, ab-ab, true",
        "*ab*ab, aab, false",
        "**, x, true",
        "a*a, a, false",
        "[!a]?*, bcd, true",
        "plain, plain, true"
    })
    void matchesWholeKeys(String glob, String key, boolean matches) {
        assertThat(Glob.of(glob).matcher(key).matches()).isEqualTo(matches);
    }

    /** With backtracking this takes longer than the universe is old. */
    @Test
    void takesTimeInProportionToTheLengths() {
        assertThat(Glob.of("*a".repeat(12) + "*b").matcher("a".repeat(1000)).matches())
                .isFalse();
    }
}
