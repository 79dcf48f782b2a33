package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the sources tell: sizes, and words that must not be in them. */
final class StyleTest {
    private static final int LONGEST_FILE = 250;
    private static final int LONGEST_METHOD = 30;

    static Set<Path> packages() {
        return Sources.files(Sources.MAIN).stream().map(Path::getParent).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void aFileIsReadInOneSitting() throws IOException {
        for (var file : Sources.files(Sources.MAIN)) {
            assertThat(Files.readAllLines(file)).as("lines of %s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @Test
    void aMethodIsSeenAtOnce() {
        assertThat(Sources.under(Sources.MAIN).methods())
                .hasSizeGreaterThan(100)
                .filteredOn(method -> method.lines() > LONGEST_METHOD)
                .isEmpty();
    }

    @Test
    void aToolCatchesNothingBecauseTheKitMapsEveryFaultInOnePlace() {
        assertThat(Sources.under(Sources.MAIN.resolve("tools")).catches()).isEmpty();
        assertThat(Sources.under(Sources.MAIN).catches()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageIsDefinedByASentenceAndKnowsNoUndeclaredNull(Path directory) throws IOException {
        assertThat(Files.readString(directory.resolve("package-info.java")))
                .startsWith("/**")
                .contains("\n@NullMarked\npackage ");
    }
}
