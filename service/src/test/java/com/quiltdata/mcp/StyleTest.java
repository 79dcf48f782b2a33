package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the sources tell: sizes, and words that must not be in them. */
final class StyleTest {
    private static final Pattern DECODED = Pattern.compile(
            "(?i)\\b(tells|stands|goes on|leads to|whatever|comes about|as far as|lone surrogate)\\b(?!\\()");
    private static final int LONGEST_FILE = 250;
    private static final int LONGEST_METHOD = 30;
    private static final int PARAMETERS = 5;
    private static final int COMPONENTS = 10;

    static Set<Path> packages() {
        return Sources.files(Sources.MAIN).stream().map(Path::getParent).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void filesHaveAtMost250Lines() throws IOException {
        for (var file : Sources.files(Sources.MAIN)) {
            assertThat(Files.readAllLines(file)).as("lines of %s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @Test
    void methodsHaveAtMost30Lines() {
        assertThat(Sources.under(Sources.MAIN).methods())
                .hasSizeGreaterThan(100)
                .filteredOn(method -> method.lines() > LONGEST_METHOD)
                .isEmpty();
    }

    @Test
    void methodsHaveAtMostFiveParameters() {
        assertThat(Sources.under(Sources.MAIN).methodsOfMoreThan(PARAMETERS)).isEmpty();
        assertThat(Sources.under(Sources.MAIN).methodsOfMoreThan(PARAMETERS - 1))
                .isNotEmpty();
    }

    /** Records of tools and resources mirror what is on the wire. */
    @Test
    void recordsHaveAtMostTenComponents() {
        assertThat(Sources.under(Sources.MAIN).recordsOfMoreThan(COMPONENTS))
                .filteredOn(piece -> !piece.path().matches(".*/(tools|resources)/.*"))
                .isEmpty();
        assertThat(Sources.under(Sources.MAIN.resolve("tools")).recordsOfMoreThan(COMPONENTS))
                .isNotEmpty();
    }

    @Test
    void simpleNamesOfTypesAreUnique() {
        var names = Sources.files(Sources.MAIN).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("package-info.java"))
                .toList();
        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    /** Words that readers have to decode; the glossary and the field have others. */
    @Test
    void textsUsePlainWords() throws IOException {
        var texts = new ArrayList<>(Sources.files(Sources.MAIN));
        texts.add(Path.of("../config.yml"));
        for (var file : texts) {
            assertThat(DECODED.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as("words in %s", file)
                    .isEmpty();
        }
    }

    @Test
    void toolsCatchNothing() {
        assertThat(Sources.under(Sources.MAIN.resolve("tools")).catches()).isEmpty();
        assertThat(Sources.under(Sources.MAIN).catches()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packagesHaveASentenceAndNullMarked(Path directory) throws IOException {
        assertThat(Files.readString(directory.resolve("package-info.java")))
                .startsWith("/**")
                .contains("\n@NullMarked\npackage ");
    }
}
