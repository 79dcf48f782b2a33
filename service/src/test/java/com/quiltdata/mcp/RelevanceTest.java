package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How soon thirty questions find what they are about; the table is {@code ops/bench/relevance.md}. */
@Tag("process")
final class RelevanceTest {
    private static final int SHOWN = 10;
    private static final Path QUESTIONS = Path.of("src/test/resources/relevance.csv");
    private static final Path TABLE = Path.of("../ops/bench/relevance.md");

    /** A question and what it is about; {@code -} is nothing of this kind. */
    private record Question(String text, String object, String packageName) {
        boolean ofObjects() {
            return !object.equals("-");
        }

        boolean ofPackages() {
            return !packageName.equals("-");
        }
    }

    /** At which place each tool found it; 0 is nowhere in the first ten, -1 that it was not asked. */
    private record Row(Question question, int catalog, int objects, int packages) {}

    private static List<Question> questions() throws IOException {
        return Files.readAllLines(QUESTIONS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Question(cells[0], cells[1], cells[2]))
                .toList();
    }

    private static int place(
            TestServer server, String tool, String list, String field, Map<String, ?> asked, String wanted) {
        var answer = server.ok(SandboxProcess.seeded().token("writer"), tool, asked);
        var names = new ArrayList<String>();
        answer.get(list).forEach(hit -> names.add(hit.get(field).asText()));
        return 1
                + IntStream.range(0, Math.min(SHOWN, names.size()))
                        .filter(i -> names.get(i).contains(wanted))
                        .findFirst()
                        .orElse(-1);
    }

    private static Row row(TestServer server, Question question) {
        var asked = Map.of("query", question.text(), "page_size", SHOWN);
        var scope = question.ofObjects() ? "file" : "package";
        return new Row(
                question,
                place(
                        server,
                        "search_catalog",
                        "results",
                        "name",
                        Map.of("query", question.text(), "scope", scope, "limit", SHOWN),
                        question.ofObjects() ? question.object() : question.packageName()),
                question.ofObjects() ? place(server, "search_objects", "objects", "key", asked, question.object()) : -1,
                question.ofPackages()
                        ? place(server, "search_packages", "packages", "name", asked, question.packageName())
                        : -1);
    }

    private static String percent(List<Integer> places, int within) {
        var asked = places.stream().filter(place -> place >= 0).count();
        var found =
                places.stream().filter(place -> place > 0 && place <= within).count();
        return "%d %%".formatted(Math.round(100.0 * found / asked));
    }

    private static double share(List<Integer> places, int within) {
        return Integer.parseInt(percent(places, within).replace(" %", "")) / 100.0;
    }

    private static String cell(int place) {
        return place < 0 ? "" : place == 0 ? "-" : String.valueOf(place);
    }

    private static String table(List<Row> rows, Map<String, List<Integer>> tools) {
        var table = new StringBuilder("""
                # Relevance

                <!-- Written by RelevanceTest with -Dgolden.update=true. -->

                Thirty questions to the catalog of a sandbox that holds only its seed, and at which place each search has what the
                question is about; `-` is not among the first ten. search_catalog is asked for files, or for packages where the
                question is about none. The order of hits is the registry's: packages with the same words rank by length, so that
                `lab/raw`, whose only file is `s3://quilt-lab/lab/assay/plate.csv`, is before `lab/assay`, which has two files, for
                "lab assay plate".

                | found in the first | 1 | 3 | 10 |
                |---|---|---|---|
                """);
        tools.forEach((tool, places) -> table.append("| `%s` | %s | %s | %s |%n"
                .formatted(tool, percent(places, 1), percent(places, 3), percent(places, SHOWN))));
        table.append("\n| question | object | package | catalog | objects | packages |\n|---|---|---|---|---|---|\n");
        for (var row : rows) {
            table.append("| %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            row.question().text(),
                            row.question().ofObjects() ? "`" + row.question().object() + "`" : "",
                            row.question().ofPackages() ? "`" + row.question().packageName() + "`" : "",
                            cell(row.catalog()),
                            cell(row.objects()),
                            cell(row.packages())));
        }
        return table.toString();
    }

    @Test
    void firstHitsAnswerMostQuestions() throws IOException {
        var questions = questions();
        assertThat(questions).hasSize(30);
        try (var server = TestServer.onSeededSandbox()) {
            var rows = questions.stream().map(question -> row(server, question)).toList();
            var tools = new java.util.LinkedHashMap<String, List<Integer>>();
            tools.put("search_catalog", rows.stream().map(Row::catalog).toList());
            tools.put("search_objects", rows.stream().map(Row::objects).toList());
            tools.put("search_packages", rows.stream().map(Row::packages).toList());
            new Generated(RelevanceTest.class).check(TABLE, table(rows, tools));
            tools.forEach((tool, places) -> {
                assertThat(share(places, 1)).as("%s, first", tool).isGreaterThanOrEqualTo(0.6);
                assertThat(share(places, 3)).as("%s, first 3", tool).isGreaterThanOrEqualTo(0.75);
                assertThat(share(places, SHOWN)).as("%s, first 10", tool).isGreaterThanOrEqualTo(0.85);
            });
        }
    }
}
