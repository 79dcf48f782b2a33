package com.quiltdata.sandbox.sql;

import static com.quiltdata.sandbox.sql.EngineFixture.LAB_READER;
import static com.quiltdata.sandbox.sql.EngineFixture.READER;
import static com.quiltdata.sandbox.sql.EngineFixture.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Statements that create, fill and drop tables and views, and UNLOAD. */
final class SqlWriteTest {
    private static final String CREATE = "CREATE TABLE lab.passed AS SELECT id, sample FROM readings WHERE passed";

    private final EngineFixture sql = new EngineFixture();

    @AfterEach
    void close() {
        sql.close();
    }

    private void run(String statement, SqlResult.Kind kind) {
        try (var result = sql.run(WRITER, statement)) {
            assertThat(result.kind()).isEqualTo(kind);
            assertThat(result.rowCount()).isZero();
        }
    }

    @Test
    void createsTableOfQueryAsParquet() {
        run(CREATE, SqlResult.Kind.DDL);
        assertThat(sql.values("SELECT id FROM passed ORDER BY id")).containsExactly("1", "3", "5");
        assertThat(sql.store.list(DataCatalogs.TABLES_BUCKET, "passed/")).hasSize(1);
        assertThat(sql.failure(WRITER, CREATE))
                .isEqualTo("TABLE_ALREADY_EXISTS: line 1:14: Table 'awsdatacatalog.lab.passed' already exists");
    }

    @Test
    void insertsRows() {
        run(CREATE, SqlResult.Kind.DDL);
        run("INSERT INTO passed SELECT 8, 'Y'", SqlResult.Kind.DML);
        run("INSERT INTO passed (sample) VALUES ('Z')", SqlResult.Kind.DML);
        assertThat(sql.rows("SELECT id, sample FROM passed WHERE sample IN ('Y', 'Z') ORDER BY sample"))
                .extracting(row -> row.getFirst() + " " + row.getLast())
                .containsExactly("8 Y", "null Z");
        assertThat(sql.failure(WRITER, "INSERT INTO passed SELECT 1")).startsWith("TYPE_MISMATCH: ");
        assertThat(sql.failure(WRITER, "INSERT INTO passed SELECT 'x', 'y'")).startsWith("TYPE_MISMATCH: ");
    }

    @Test
    void dropsTable() {
        run(CREATE, SqlResult.Kind.DDL);
        run("DROP TABLE `lab`.`passed`", SqlResult.Kind.DDL);
        assertThat(sql.failure(WRITER, "SELECT * FROM passed")).startsWith("TABLE_NOT_FOUND");
        assertThat(sql.failure(WRITER, "DROP TABLE passed")).startsWith("TABLE_NOT_FOUND");
        run("DROP TABLE IF EXISTS passed", SqlResult.Kind.DDL);
    }

    @Test
    void createsViewOfOtherView() {
        run("CREATE VIEW a AS SELECT sample AS s FROM readings", SqlResult.Kind.DDL);
        run("CREATE VIEW b AS SELECT count(*) AS n FROM a", SqlResult.Kind.DDL);
        assertThat(sql.values("SELECT n FROM b")).containsExactly("5");
        assertThat(sql.values("DESCRIBE b").getFirst()).startsWith("n  ").contains("\tbigint");
        run("CREATE OR REPLACE VIEW a AS SELECT 1 AS s", SqlResult.Kind.DDL);
        assertThat(sql.values("SELECT n FROM b")).containsExactly("1");
        run("DROP VIEW a", SqlResult.Kind.DDL);
        assertThat(sql.failure(WRITER, "SELECT * FROM b")).startsWith("VIEW_IS_STALE: ");
    }

    @Test
    void refusesWritesWithoutTheRight() {
        assertThat(sql.failure(LAB_READER, CREATE)).startsWith("PERMISSION_DENIED: line 1:14: ");
        assertThat(sql.failure(READER, "DROP TABLE storms")).startsWith("PERMISSION_DENIED: ");
        assertThat(sql.failure(LAB_READER, "INSERT INTO readings SELECT * FROM readings"))
                .startsWith("PERMISSION_DENIED: ");
        assertThat(sql.failure(WRITER, "DROP TABLE \"sandbox-icebergdatabase-1\".\"quilt-lab_package_tag\""))
                .startsWith("PERMISSION_DENIED: ");
    }

    @Test
    void refusesOtherWrites() {
        assertThat(sql.failure(WRITER, "DELETE FROM storms")).startsWith("NOT_SUPPORTED: line 1:1: ");
        assertThat(sql.failure(WRITER, "INSERT INTO readings SELECT * FROM readings"))
                .startsWith("NOT_SUPPORTED: ");
        assertThat(sql.failure(WRITER, "CREATE TABLE x (a int)")).startsWith("SYNTAX_ERROR: line 1:16: ");
    }

    @Test
    void unloadWritesParquetObject() {
        run(
                "UNLOAD (SELECT name, year FROM storms) TO 's3://quilt-lab/out/a' WITH (format = 'PARQUET', compression ="
                        + " 'SNAPPY')",
                SqlResult.Kind.DML);
        var objects = sql.store.list("quilt-lab", "out/a/");
        assertThat(objects).hasSize(1);
        byte[] content = sql.store.get("quilt-lab", objects.getFirst().key()).orElseThrow();
        assertThat(new String(content, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    }

    @Test
    void unloadRefusesUsedPrefixAndMissingRight() {
        String unload = "UNLOAD (SELECT 1 AS a) TO 's3://%s/lab/assay/' WITH (format = 'PARQUET')";
        assertThat(sql.failure(WRITER, unload.formatted("quilt-lab"))).startsWith("HIVE_PATH_ALREADY_EXISTS: ");
        assertThat(sql.failure(LAB_READER, unload.formatted("quilt-lab"))).startsWith("PERMISSION_DENIED: ");
        assertThat(sql.failure(WRITER, unload.formatted("quilt-private"))).startsWith("PERMISSION_DENIED: ");
        assertThat(sql.failure(WRITER, "UNLOAD (SELECT 1 AS a) TO 's3://quilt-lab/out/x/' WITH (format = 'XML')"))
                .startsWith("NOT_SUPPORTED: ");
    }
}
