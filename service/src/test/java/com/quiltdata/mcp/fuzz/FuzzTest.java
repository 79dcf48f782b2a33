package com.quiltdata.mcp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kept input, and some that are made of them; {@code ops/fuzz} makes many more. */
final class FuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final long MAX_BYTES = 500_000;
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 18);

    static Set<String> targets() {
        return FuzzTargets.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void holdsForKeptInputs(String name) {
        FuzzCorpus.of(name).inputs().forEach((file, input) -> check(name, input, file));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void holdsForMutatedInputs(String name) {
        var inputs = FuzzCorpus.of(name).mutations(SEED);
        for (int i = 0; i < INPUTS / FuzzTargets.cost(name); i++) {
            check(name, inputs.next(), "mutation %d of seed %d".formatted(i, SEED));
        }
    }

    private static void check(String name, byte[] input, String which) {
        try {
            FuzzTargets.named(name).check(input);
        } catch (Throwable e) {
            throw new AssertionError(
                    "%s, %s: hex %s".formatted(name, which, HexFormat.of().formatHex(input)), e);
        }
    }

    @Test
    void keepsACorpusForEachTargetAndNoOther() throws IOException {
        try (var folders = Files.list(CORPUS)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(it -> it.getFileName().toString())
                            .collect(Collectors.toSet()))
                    .isEqualTo(targets());
        }
    }

    @Test
    void keepsTheCorpusSmall() throws IOException {
        try (var files = Files.walk(CORPUS)) {
            assertThat(files.mapToLong(it -> it.toFile().isFile() ? it.toFile().length() : 0)
                            .sum())
                    .isLessThan(MAX_BYTES);
        }
    }
}
