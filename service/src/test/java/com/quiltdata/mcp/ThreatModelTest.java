package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every promise and every attack of the threat model names what holds it; that a Java test exists, RunbookTest sees. */
final class ThreatModelTest {
    private static final Page PAGE = Page.of("security.md");
    private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT)\\.[a-z]\\w+");
    private static final Pattern SCRIPT = Pattern.compile("`(ops/[\\w/-]+)`: \"([^\"]+)\"");
    private static final List<String> TABLES = List.of(
            "Whose rights a request has",
            "What a call may do",
            "Strangers, floods and false replies",
            "Logs",
            "What ships, and where it runs",
            "Attacks");

    static Stream<List<String>> rows() {
        return TABLES.stream().flatMap(table -> PAGE.rows(table).stream());
    }

    @Test
    void everyTableHasRows() {
        assertThat(TABLES).allSatisfy(table -> assertThat(PAGE.rows(table)).isNotEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyPromiseNamesTestsAndNothingElse(List<String> row) throws IOException {
        assertThat(row.subList(0, 3)).noneMatch(String::isBlank);
        var held = SCRIPT.matcher(row.get(2)).replaceAll("");
        assertThat(Page.code(held)).isNotEmpty().allMatch(TEST.asMatchPredicate());
        for (var check : SCRIPT.matcher(row.get(2)).results().toList()) {
            assertThat(Files.readString(Path.of("..", check.group(1)))).contains(check.group(2));
        }
    }
}
