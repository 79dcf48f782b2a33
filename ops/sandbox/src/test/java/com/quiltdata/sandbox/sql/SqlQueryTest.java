package com.quiltdata.sandbox.sql;

import static com.quiltdata.sandbox.sql.EngineFixture.LAB_READER;
import static com.quiltdata.sandbox.sql.EngineFixture.READER;
import static com.quiltdata.sandbox.sql.EngineFixture.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.sql.SqlResult.Column;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of the seeded tables, and how their results are written. */
final class SqlQueryTest {
    private static final EngineFixture SQL = new EngineFixture();

    @AfterAll
    static void close() {
        SQL.close();
    }

    @Test
    void writesValuesOfEveryTypeAsAthena() {
        assertThat(SQL.rows("SELECT * FROM every_type WHERE id = 1").getFirst())
                .containsExactly(
                        "1",
                        "true",
                        "127",
                        "32767",
                        "9223372036854775807",
                        "1.5",
                        "1.0E10",
                        "12345678901234567890123456789.123456789",
                        "naïve \"text\"",
                        "varying",
                        "ch",
                        "68 65 6c",
                        "2024-02-29",
                        "2024-01-02 03:04:05.000",
                        "[1, 2, null]",
                        "{k=1, j=null}",
                        "{a=1, b=x}",
                        "{\"a\":[1,2]}",
                        "2024-01-02 03:04:05.000 UTC",
                        "03:04:05.000",
                        "{\"a\":[1,2]}");
    }

    @Test
    void namesEveryTypeAsAthena() {
        assertThat(SQL.columns("SELECT * FROM every_type"))
                .extracting(Column::type)
                .containsExactly(
                        "integer",
                        "boolean",
                        "tinyint",
                        "smallint",
                        "bigint",
                        "float",
                        "double",
                        "decimal",
                        "varchar",
                        "varchar",
                        "char",
                        "varbinary",
                        "date",
                        "timestamp",
                        "array",
                        "map",
                        "row",
                        "varchar",
                        "timestamp with time zone",
                        "time",
                        "json");
        assertThat(SQL.columns("SELECT dec, vc, ch FROM all_types"))
                .containsExactly(
                        new Column("dec", "decimal", 38, 9),
                        new Column("vc", "varchar", 20, 0),
                        new Column("ch", "char", 3, 0));
    }

    @Test
    void writesNullOfEveryTypeAsNull() {
        assertThat(SQL.rows("SELECT * FROM every_type WHERE id = 2").getFirst())
                .hasSize(21)
                .startsWith("2")
                .filteredOn(value -> value != null)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT nan()|NaN",
                "SELECT infinity()|Infinity",
                "SELECT -0.000000001|-0.000000001",
                "SELECT ROW(1, 'x')|{field0=1, field1=x}",
                "SELECT ARRAY[true, NULL]|[true, null]",
                "SELECT 5 / 2|2",
                "SELECT TIMESTAMP '2024-01-02 03:04:05 UTC'|2024-01-02 03:04:05.000 UTC",
                "SELECT date_parse('02.01.2024 03:04', '%d.%m.%Y %H:%i')|2024-01-02 03:04:00.000",
                "SELECT CAST(ARRAY['1'] AS array(integer))|[1]",
                "SELECT CAST(ROW(1, 'x') AS row(a integer, b varchar))|{a=1, b=x}",
                "SELECT element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')|1",
                "SELECT transform(ARRAY[1, 2], x -> x + 1)|[2, 3]",
                "SELECT sum(n) FROM UNNEST(sequence(1, 100)) AS t(n)|5050",
                "SELECT json_extract_scalar('{\"a\":{\"b\":1}}', '$.a.b')|1",
                "SELECT approx_distinct(year) FROM storms|7",
                "SELECT from_unixtime(0)|1970-01-01 00:00:00.000 UTC",
                "SELECT date_add('day', 1, DATE '2024-02-28')|2024-02-29 00:00:00.000",
                "SELECT 1 -- comment|1",
                "/* comment */ SELECT 1;|1",
                "VALUES (1, 2)|1",
                "WITH t AS (SELECT 1 AS a) SELECT a FROM t|1"
            })
    void runsQueriesInTrinosDialect(String sql, String value) {
        assertThat(SQL.values(sql)).containsExactly(value);
    }

    @Test
    void namesColumnsAsTrino() {
        assertThat(SQL.columns(
                        "SELECT 1, count(*), 2 AS a, 3 AS a, \"year\" AS \"The Year\", NULL FROM storms GROUP BY year"))
                .extracting(Column::name)
                .containsExactly("_col0", "_col1", "a", "a", "The Year", "_col5");
    }

    @Test
    void readsPartitionsFromFolders() {
        assertThat(SQL.rows("SELECT year, month, count(*) FROM readings GROUP BY 1, 2 ORDER BY 1, 2"))
                .extracting(row -> String.join(" ", row))
                .containsExactly("2023 11 2", "2023 12 2", "2024 01 1");
    }

    @Test
    void countsBytesOfTablesThatAreRead() {
        try (var result = SQL.run(WRITER, "SELECT * FROM all_types")) {
            assertThat(result.scannedBytes())
                    .isEqualTo(SQL.store
                            .get(DataCatalogs.TABLES_BUCKET, "all_types/part-0.parquet")
                            .orElseThrow()
                            .length);
        }
        try (var result = SQL.run(WRITER, "SELECT 1")) {
            assertThat(result.scannedBytes()).isZero();
        }
    }

    @Test
    void readsObjectsAsTheyAreNow() {
        try (var other = new EngineFixture()) {
            other.store.put(
                    DataCatalogs.TABLES_BUCKET,
                    "readings/year=2025/month=02/new.csv",
                    "id\n9,Z,,,,\n".getBytes(StandardCharsets.UTF_8),
                    "text/csv",
                    Map.of());
            assertThat(other.values("SELECT sample FROM readings WHERE year = 2025"))
                    .containsExactly("Z");
        }
    }

    @Test
    void pagesFiveMillionRowsByPosition() {
        try (var result = SQL.run(READER, "SELECT n FROM UNNEST(sequence(1, 5000000)) AS t(n)")) {
            assertThat(result.rowCount()).isEqualTo(5_000_000);
            assertThat(result.rows(4_999_998, 1000))
                    .extracting(row -> row.getFirst())
                    .containsExactly("4999999", "5000000");
            assertThat(result.rows(5_000_000, 10)).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfRows() {
        assertThat(SQL.values("SELECT n FROM UNNEST(ARRAY[3, 1, 2]) AS t(n) ORDER BY n DESC"))
                .containsExactly("3", "2", "1");
    }

    @Test
    void interruptCancelsStatement() {
        var started = new CountDownLatch(1);
        var failure = new CompletableFuture<String>();
        var thread = new Thread(() -> {
            started.countDown();
            failure.complete(SQL.failure(WRITER, """
                    SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a(x)
                    CROSS JOIN UNNEST(sequence(1, 1000000)) AS b(y)
                    CROSS JOIN UNNEST(sequence(1, 1000000)) AS c(z) WHERE x * y % 7 = z % 11"""));
        });
        thread.start();
        assertThat(started).satisfies(CountDownLatch::await);
        thread.interrupt();
        assertThat(failure.join()).isEqualTo("Query has been cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/hostname')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM glob('/*')",
                "COPY (SELECT 1) TO '/tmp/x'",
                "ATTACH '/tmp/x' AS x",
                "INSTALL httpfs",
                "SET enable_external_access = true"
            })
    void statementsReachNoFilesOfTheMachine(String sql) {
        assertThat(SQL.failure(WRITER, sql)).doesNotStartWith("succeeded");
    }

    @Test
    void roleSeesTablesOfItsBucketsOnly() {
        assertThat(SQL.rows(READER, "SELECT name FROM storms LIMIT 1")).hasSize(1);
        assertThat(SQL.failure(READER, "SELECT * FROM readings"))
                .isEqualTo("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lab.readings' does not exist");
        assertThat(SQL.failure(LAB_READER, "SELECT * FROM storms")).startsWith("TABLE_NOT_FOUND");
        assertThat(SQL.failure(READER, "SELECT * FROM \"sandbox-icebergdatabase-1\".\"quilt-lab_package_tag\""))
                .startsWith("TABLE_NOT_FOUND");
        assertThat(SQL.failure(LAB_READER, "SELECT * FROM \"quilt-sandbox-tabulator\".\"quilt-example\".storms"))
                .startsWith("SCHEMA_NOT_FOUND");
    }
}
