package com.quiltdata.mcp.catalog.workflows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.error.YAMLException;

@Timeout(30)
final class SafeYamlTest {
    private static @Nullable Object load(String text) {
        return SafeYaml.load(text.getBytes(UTF_8));
    }

    @Test
    void readsAnchorsMergesAndScalars() {
        assertThat(load("a: &x {n: 1, t: 2020-01-02}\nb:\n  <<: *x\n  n: 2.5\nc: [*x, 'y', true, null]\n"))
                .isInstanceOfSatisfying(Map.class, map -> {
                    assertThat(map.get("b")).asString().startsWith("{n=2.5, t=").doesNotContain("n=1");
                    assertThat(map.get("c")).isInstanceOf(List.class);
                });
        assertThat(load("")).isNull();
    }

    @Test
    void refusesCollectionsAsKeys() {
        var colliding = IntStream.range(0, 1 << 14)
                .mapToObj(bits -> IntStream.range(0, 14)
                        .mapToObj(at -> (bits >> at & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "? [", "] : 1")))
                .collect(Collectors.joining(", ", "{", "}"));
        assertThatThrownBy(() -> load(colliding)).isInstanceOf(YAMLException.class);
        assertThatThrownBy(() -> load("a:\n  <<: " + colliding)).isInstanceOf(YAMLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!int 9", "!!int 0x", "!!float 1.", "!!timestamp 2001-01-01t00:00:00."})
    void refusesEndlessNumbers(String start) {
        assertThatThrownBy(() -> load("version: " + start + "1".repeat(1_000_000)))
                .isInstanceOf(YAMLException.class)
                .hasMessage("a number or date is too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!int x",
                "!!float x",
                "!!int 0x",
                "!!int 1:x",
                "!!float 1:x",
                "!!binary '#'",
                "!!seq x",
                "!!map x",
                "!!set%00 {x}"
            })
    void refusesValuesThatAreNotOfTheirTag(String value) {
        assertThatThrownBy(() -> load("version: " + value))
                .isInstanceOf(YAMLException.class)
                .hasMessage("a value does not have the form of its tag");
    }

    @Test
    void logsNothingOfTheText() {
        var logged = new ArrayList<String>();
        var logger = Logger.getLogger(SafeYaml.class.getName());
        var handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(line.getMessage());
            }
        };
        logger.addHandler(handler);
        try {
            assertThat(load("\"a\\nforged line\": 1\n\"a\\nforged line\": 2")).isEqualTo(Map.of("a\nforged line", 2));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).isEmpty();
    }

    @Test
    void checksSharedAliasesOnce() {
        var levels = IntStream.range(1, 40)
                .mapToObj(i -> "l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1))
                .collect(Collectors.joining());
        assertThatThrownBy(() -> load("l0: &l0 [x]\n" + levels))
                .isInstanceOf(YAMLException.class)
                .hasMessageContaining("aliases");
    }
}
