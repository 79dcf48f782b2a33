package com.quiltdata.sandbox.packages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PhysicalKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b#c?d%e+f&g", "100%25/x", "日本/é 😀.txt", "'\"~*()!"})
    void roundTripsAnyKey(String key) {
        var physical = new PhysicalKey("bucket", key, "v/1+");
        assertThat(PhysicalKey.parse(physical.toString())).isEqualTo(physical);
    }
}
