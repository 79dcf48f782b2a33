package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about logs and what is logged are the same, both ways. */
final class LogsPageTest {
    private static final Path PAGE = Path.of("../runbook/logs.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([a-z, ]+) \\|");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```text\\n(.*?)^```");
    private static final Pattern FIELD =
            Pattern.compile("(?:put|addKeyValue)\\(\"([a-z_]+)\"|static final String [A-Z]+ = \"([a-z]+)\"");
    private static final Pattern STARTUP = Pattern.compile("LOG\\.info\\(\"([A-Za-z ]+[a-z])");
    private static final Pattern SENTENCE = Pattern.compile("static final String [A-Z_]+ = \"([^\"]+)\"");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static String source(String file) throws IOException {
        return Files.readString(Sources.MAIN.resolve(file));
    }

    static List<String> lines() throws IOException {
        return BLOCK.matcher(page())
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    @Test
    void fieldsOfThePageAreThoseOfTheCode() throws IOException {
        var written = new TreeSet<String>();
        for (var file : List.of("logs/LogFields.java", "audit/AuditLog.java")) {
            FIELD.matcher(source(file))
                    .results()
                    .forEach(field -> written.add(field.group(1) == null ? field.group(2) : field.group(1)));
        }
        assertThat(source("auth/Caller.java")).contains("List.of(\"id\", \"uuid\")");
        written.remove("claimed_");
        written.addAll(List.of("claimed_id", "claimed_uuid"));
        assertThat(ROW.matcher(page()).results().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyLineOfThePageIsInTheCode(String line) throws IOException {
        var beginning =
                line.replaceFirst("^Invalid configuration: ", "").replaceFirst("(QUILT_|\\(from|: h|: T).*", "");
        var all = source("Startup.java")
                + source("http/ErrorResponses.java")
                + source("config/ConfigurationValidator.java");
        assertThat(all).contains(beginning);
    }

    @Test
    void everyLineOfTheCodeIsOnThePage() throws IOException {
        var promised = new TreeSet<String>();
        STARTUP.matcher(source("Startup.java")).results().forEach(line -> promised.add(line.group(1)));
        SENTENCE.matcher(source("http/ErrorResponses.java")).results().forEach(line -> promised.add(line.group(1)));
        assertThat(promised).hasSizeGreaterThan(8);
        assertThat(promised).allSatisfy(line -> assertThat(page()).contains("\n" + line));
    }
}
