package com.quiltdata.mcp.catalog.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.Statement.TableUse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a statement before it runs, and the limits of what is parsed. */
class TrinoStatementParserTest {
    private final TrinoStatementParser parser = new TrinoStatementParser();

    @Test
    void keepsTextButForBlanksAndFinalSemicolon() {
        assertThat(parser.parse(" -- why\n SELECT  '🧬' /* x */ ; -- done\n").text())
                .isEqualTo("-- why\n SELECT  '🧬' /* x */");
        assertThat(parser.parse("SELECT '🧬' -- last").text()).isEqualTo("SELECT '🧬' -- last");
    }

    @Test
    void knowsWhoseGrammarAthenaUses() {
        assertThat(parser.parse("SELECT 1").dialect()).isEqualTo(Statement.Dialect.TRINO);
        assertThat(parser.parse("INSERT INTO t SELECT 1").dialect()).isEqualTo(Statement.Dialect.TRINO);
        assertThat(parser.parse("SHOW TABLES").dialect()).isEqualTo(Statement.Dialect.HIVE);
        assertThat(parser.parse("DROP TABLE t").dialect()).isEqualTo(Statement.Dialect.HIVE);
        assertThat(parser.parse("MSCK REPAIR TABLE t").dialect()).isEqualTo(Statement.Dialect.HIVE);
    }

    @Test
    void ignoresSpacesOfUnicodeAroundTheStatement() {
        for (var space : List.of("\u2028", "\u3000", "\u2028 ;")) {
            assertThat(parser.parse("\u3000DESCRIBE x" + space)).isEqualTo(parser.parse("DESCRIBE x"));
        }
    }

    @Test
    void namesTablesWithTheirDatabaseAndCatalog() {
        assertThat(parser.parse("SELECT * FROM \"S3tablescatalog/B\".Db.T, db2.t2, t3")
                        .tables())
                .containsExactly(
                        new TableUse("S3tablescatalog/B", "db", "t", Set.of()),
                        new TableUse(null, "db2", "t2", Set.of()),
                        new TableUse(null, null, "t3", Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WITH t AS (SELECT * FROM t) SELECT * FROM T|t",
                "WITH x AS (SELECT * FROM t) SELECT 1|",
                "WITH x AS (SELECT * FROM t), y AS (SELECT * FROM x, x) SELECT * FROM y, y z|t t t t",
                "WITH x AS (SELECT * FROM y), y AS (SELECT 1) SELECT * FROM x, y|y",
                "WITH x AS (SELECT 1) SELECT * FROM db.x|x",
                "SELECT * FROM t WHERE a IN (WITH t AS (SELECT * FROM u) SELECT * FROM t)|t u",
                "SELECT (SELECT max(a) FROM u) FROM t ORDER BY (SELECT 1 FROM v)|t u v",
                "SELECT * FROM t JOIN u ON EXISTS (SELECT 1 FROM v), LATERAL (SELECT * FROM w)|t u v w",
                "TABLE t|t",
                "SELECT 1 UNION SELECT * FROM t EXCEPT SELECT * FROM u|t u",
                "SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true), u TABLESAMPLE BERNOULLI (1)|t u",
                "INSERT INTO x SELECT * FROM t|t",
                "CREATE TABLE x AS SELECT * FROM t|t",
                "EXPLAIN ANALYZE SELECT * FROM t|t",
                "EXPLAIN SELECT * FROM t|",
                "CREATE VIEW v AS SELECT * FROM t|",
                "DESCRIBE t|",
                "SELECT 1|",
            })
    void listsTablesAsOftenAsTheyAreRead(String sql, String tables) {
        assertThat(parser.parse(sql).tables().stream().map(TableUse::table).collect(Collectors.joining(" ")))
                .isEqualTo(tables == null ? "" : tables);
    }

    @Test
    void countsRecursiveQueriesAsOftenAsAthenaPlansThem() {
        var sql = "WITH RECURSIVE x (n) AS (SELECT a FROM t UNION ALL SELECT n FROM x) SELECT * FROM x";

        assertThat(parser.parse(sql).tables()).hasSize(10).containsOnly(new TableUse(null, null, "t", Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM t WHERE Year = 2026 AND month IN (1, 2) AND d BETWEEN 1 AND 2 AND e LIKE 'a%'|d e month year",
                "SELECT * FROM t WHERE date(ts) >= current_date - INTERVAL '1' DAY|ts",
                "SELECT * FROM t WHERE 5 < CAST(a AS bigint) AND b IS NULL|a b",
                "SELECT * FROM t x WHERE x.year = 2026 AND y.month = 1|year",
                "SELECT * FROM db.t WHERE db.t.year = 2026|year",
                "SELECT * FROM t WHERE year = 2026 OR month = 1|",
                "SELECT * FROM t WHERE (year = 2026 AND month = 1) OR (year = 2025 AND month = 12)|month year",
                "SELECT * FROM t WHERE year <> 2026 AND NOT month = 1 AND d NOT IN (1)|",
                "SELECT * FROM t WHERE year = a AND month = (SELECT 1) AND d IN (SELECT 1)|",
                "SELECT year = 2026 FROM t GROUP BY 1 HAVING count(*) > 1|",
                "SELECT * FROM (SELECT * FROM t) x WHERE x.year = 2026|year",
                "WITH x AS (SELECT * FROM t) SELECT * FROM x WHERE year = 2026|year",
                "SELECT * FROM u JOIN t ON t.year = 2026 AND u.month = 1 AND t.d = u.d|year",
                "SELECT * FROM u WHERE year = 2026 AND a IN (SELECT a FROM t)|",
                "SELECT * FROM u WHERE year = 2026 UNION SELECT * FROM t|",
            })
    void findsColumnsThatConditionsCompareWithValues(String sql, String columns) {
        var table = parser.parse(sql).tables().stream()
                .filter(use -> use.table().equals("t"))
                .findFirst()
                .orElseThrow();

        assertThat(table.filtered().stream().sorted().collect(Collectors.joining(" ")))
                .isEqualTo(columns == null ? "" : columns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(%s1%s)", "f(%s1%s)", "ARRAY[%s1%s]", "(SELECT %s1%s)", "CASE WHEN a THEN (%s1%s) END"})
    void refusesDeepNesting(String form) {
        var parts = form.split("%s1%s", 2);

        refuses("SELECT " + parts[0].repeat(10_000) + "1" + parts[1].repeat(10_000), "too complex");
        refuses("SELECT " + parts[0].repeat(10_000), "too complex");
        assertThat(parser.parse("SELECT " + parts[0].repeat(20) + "1" + parts[1].repeat(20))
                        .reads())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" + 1", "-", " NOT", "||a", ".a", "[1]", " CASE WHEN a THEN", " UNION SELECT 1", ", x -> 1"})
    void judgesOrRefusesLongChains(String link) {
        for (var text : new String[] {"SELECT a" + link.repeat(12_000), "SELECT (a" + link.repeat(12_000)}) {
            try {
                assertThat(parser.parse(text).reads()).isTrue();
            } catch (Failure.Invalid e) {
                assertThat(e.getMessage()).hasSizeLessThan(400);
            }
        }
        assertThat(parser.parse("SELECT 1").reads()).isTrue();
    }

    @Test
    void refusesQueriesThatMultiply() {
        var queries = IntStream.range(1, 30)
                .mapToObj(i -> "x%d AS (SELECT * FROM x%d, x%d y)".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining(", "));

        refuses("WITH x0 AS (SELECT * FROM t), " + queries + " SELECT * FROM x29", "too complex");
    }

    @Test
    void refusesConditionsThatMultiplyWithTables() {
        var conditions =
                IntStream.range(0, 2_000).mapToObj(i -> "c%d = 1".formatted(i)).collect(Collectors.joining(" AND "));
        var tables = IntStream.range(0, 400).mapToObj(i -> "t").collect(Collectors.joining(", "));

        refuses("SELECT 1 FROM " + tables + " WHERE " + conditions, "too complex");
        assertThat(parser.parse("SELECT 1 FROM t WHERE " + conditions).tables())
                .singleElement()
                .satisfies(table -> assertThat(table.filtered()).hasSize(2_000));
    }

    @Test
    void refusesCommentWithoutEnd() {
        refuses("SELECT 1 /* the end is missing", "not closed");
        refuses("/* ".repeat(80_000), "not closed");
        assertThat(parser.parse("SELECT 6 / 2, count(*) /* * / */ FROM t").reads())
                .isTrue();
    }

    @Test
    void takesLongListsOfValues() {
        var list = IntStream.range(0, 20_000).mapToObj(String::valueOf).collect(Collectors.joining(","));

        assertThat(parser.parse("SELECT * FROM t WHERE a IN (" + list + ")").tables())
                .containsExactly(new TableUse(null, null, "t", Set.of("a")));
        refuses("SELECT * FROM t WHERE a IN (" + list + "," + list + ")", "too complex");
    }

    @Test
    void refusesMoreThanAthenaTakes() {
        refuses("SELECT '" + "é".repeat(131_072) + "'", "262,144 bytes");
    }

    @Test
    void refusesCharactersThatReorderText() {
        refuses("DROP TABLE a -- \u202E", "direction");
    }

    @Test
    void repeatsNoControlCharacter() {
        refuses("SELECT a \u007f", "column 10: unexpected  . Send");
    }

    @Test
    void refusesSecondStatementAfterCarriageReturn() {
        refuses("SELECT 1 -- x\rDROP TABLE t", "not understood at line 1, column 15: unexpected DROP.");
        assertThat(parser.parse("SELECT 1 -- x\u2028DROP TABLE t").type()).isEqualTo("SELECT");
    }

    @Test
    void saysWhereStatementIsNotUnderstood() {
        refuses("SELECT a\nFROM t\nWHERE", "line 3, column 6: it ends too early.");
        refuses("SELECT `a` FROM t", "line 1, column 8: a name in backticks. Write the name in double quotes instead.");
        refuses("SELECT a FROM my-bucket.t", "unexpected -. Put a name with hyphens in double quotes.");
    }

    private void refuses(String sql, String part) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> parser.parse(sql))
                .withMessageContaining(part);
    }
}
