package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of the deployment reference has a proof; that a Java test which is named exists, RunbookTest sees. */
final class RequirementsTest {
    private static final int SENTENCES = 64;
    private static final Pattern PROOF =
            Pattern.compile("`[A-Z]\\w+(?:Test|IT)\\.[a-z]\\w+`|`(ops/[\\w/-]+)`: \"([^\"]+)\"");
    private static final Pattern NOTE = Pattern.compile("note: \\[[^]]+]\\(([^)#]+)#([^)]+)\\)");
    private static final Page PAGE = Page.of("requirements.md");

    static Stream<List<String>> rows() {
        return PAGE.rows("The deployment reference, sentence by sentence").stream();
    }

    @Test
    void everyRequirementHasOneRow() {
        assertThat(rows().map(List::getFirst))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, SENTENCES)
                        .mapToObj("S-%02d"::formatted)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyRowHasTestsOrANote(List<String> row) {
        if (!NOTE.matcher(row.get(2)).matches()) {
            var proofs = row.get(2).split(", (?=`)", -1);
            assertThat(proofs)
                    .isNotEmpty()
                    .allMatch(proof -> PROOF.matcher(proof).matches());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyCheckThatIsNamedIsInItsScript(List<String> row) throws IOException {
        for (var proof : PROOF.matcher(row.get(2)).results().toList()) {
            if (proof.group(1) != null) {
                var script = Path.of("..", proof.group(1));
                assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
                assertThat(Files.readString(script)).contains(proof.group(2));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyNoteLinksToAHeading(List<String> row) throws IOException {
        var note = NOTE.matcher(row.get(2));
        if (note.matches()) {
            var headings = Files.readString(PAGE.file().resolveSibling(note.group(1)))
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replace(' ', '-'));
            assertThat(headings).contains(note.group(2));
        }
    }
}
