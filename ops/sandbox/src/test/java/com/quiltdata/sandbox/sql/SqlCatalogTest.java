package com.quiltdata.sandbox.sql;

import static com.quiltdata.sandbox.sql.EngineFixture.LAB_READER;
import static com.quiltdata.sandbox.sql.EngineFixture.READER;
import static com.quiltdata.sandbox.sql.EngineFixture.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.people.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The data catalogs of roles, and the statements that read them. */
final class SqlCatalogTest {
    private static final EngineFixture SQL = new EngineFixture();

    @AfterAll
    static void close() {
        SQL.close();
    }

    private static Stream<String> databases(Role role, String dataCatalog) {
        return SQL.engine.catalog(role).databases(dataCatalog).stream().map(TableCatalog.Database::name);
    }

    private static Stream<String> tables(Role role, String dataCatalog, String database) {
        return SQL.engine.catalog(role).tables(dataCatalog, database).stream().map(TableCatalog.Table::name);
    }

    @Test
    void listsDatabasesThatTheRoleReads() {
        assertThat(databases(WRITER, "awsdatacatalog")).containsExactly("lab", "sandbox-icebergdatabase-1");
        assertThat(databases(WRITER, DataCatalogs.TABULATOR)).containsExactly("quilt-example", "quilt-lab");
        assertThat(databases(READER, DataCatalogs.TABULATOR)).containsExactly("quilt-example");
        assertThat(databases(Role.NONE, TableCatalog.GLUE)).isEmpty();
        assertThat(databases(WRITER, "other")).isEmpty();
    }

    @Test
    void listsTablesThatTheRoleReads() {
        assertThat(tables(WRITER, TableCatalog.GLUE, "lab"))
                .containsExactly("all_types", "every_type", "readings", "storms");
        assertThat(tables(READER, TableCatalog.GLUE, "lab")).containsExactly("storms");
        assertThat(tables(LAB_READER, TableCatalog.GLUE, DataCatalogs.PACKAGES))
                .containsExactly(
                        "quilt-lab_package_entry",
                        "quilt-lab_package_manifest",
                        "quilt-lab_package_revision",
                        "quilt-lab_package_tag");
        assertThat(tables(READER, DataCatalogs.TABULATOR, "quilt-example")).containsExactly("storms");
    }

    @Test
    void partitionColumnsAreApart() {
        var readings =
                SQL.engine.catalog(WRITER).tables(TableCatalog.GLUE, "lab").get(2);
        assertThat(readings.partitions())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("year int", "month string");
        assertThat(readings.columns())
                .extracting(TableCatalog.Column::name)
                .contains("update_time", "birthdate", "yearly_total")
                .doesNotContain("year", "month");
    }

    @Test
    void answersShowStatements() {
        assertThat(SQL.values("SHOW DATABASES")).containsExactly("lab", "sandbox-icebergdatabase-1");
        assertThat(SQL.values("SHOW SCHEMAS IN \"quilt-sandbox-tabulator\""))
                .containsExactly("quilt-example", "quilt-lab");
        assertThat(SQL.values("SHOW TABLES IN lab '*s'")).containsExactly("all_types", "readings", "storms");
        assertThat(SQL.values("SHOW VIEWS")).containsExactly("every_type");
        assertThat(SQL.values("SHOW PARTITIONS lab.readings"))
                .containsExactly("year=2023/month=11", "year=2023/month=12", "year=2024/month=01");
        assertThat(SQL.values("SHOW COLUMNS IN storms"))
                .extracting(String::strip)
                .containsExactly("name", "year", "category", "max_wind_kt", "min_pressure_mb");
        assertThat(SQL.values("SHOW CREATE TABLE readings"))
                .contains("CREATE EXTERNAL TABLE `lab.readings`(", "PARTITIONED BY ( ", "  `month` string)");
        assertThat(SQL.values("SHOW CREATE VIEW every_type").getFirst()).isEqualTo("CREATE VIEW lab.every_type AS");
    }

    @Test
    void describesPartitionsAfterColumns() {
        assertThat(SQL.values("DESCRIBE readings"))
                .hasSize(14)
                .startsWith("id                  \tbigint              \t                    ")
                .contains("# Partition Information\t \t ")
                .endsWith("month               \tstring              \t                    ");
    }

    @Test
    void showStatementsAreUtility() {
        try (var result = SQL.run(WRITER, "SHOW TABLES")) {
            assertThat(result.kind()).isEqualTo(SqlResult.Kind.UTILITY);
            assertThat(result.columns()).containsExactly(new SqlResult.Column("tab_name", "string", 0, 0));
        }
    }

    @Test
    void explainReturnsPlanWithoutWriting() {
        assertThat(SQL.rows("EXPLAIN SELECT * FROM storms")).isNotEmpty();
        assertThat(SQL.rows("EXPLAIN INSERT INTO storms SELECT * FROM storms")).hasSize(1);
        assertThat(SQL.values("SELECT count(*) FROM storms")).containsExactly("8");
        assertThat(SQL.values("EXPLAIN (TYPE VALIDATE) SELECT 1")).containsExactly("true");
        assertThat(SQL.failure(WRITER, "EXPLAIN SELECT nope FROM storms")).startsWith("COLUMN_NOT_FOUND");
    }

    @Test
    void packageTablesShowPackagesAsTheyAreNow() {
        String database = "\"sandbox-icebergdatabase-1\".";
        assertThat(SQL.values("SELECT pkg_name FROM " + database + "\"quilt-lab_package_revision\" ORDER BY timestamp"))
                .containsExactly("lab/assay", "lab/assay", "lab/raw");
        assertThat(SQL.rows("""
                        SELECT e.logical_key, e.size, json_extract_scalar(m.metadata, '$.operator')
                        FROM %1$s"quilt-lab_package_tag" t
                        JOIN %1$s"quilt-lab_package_entry" e ON t.top_hash = e.top_hash
                        JOIN %1$s"quilt-lab_package_manifest" m ON t.top_hash = m.top_hash
                        WHERE t.pkg_name = 'lab/assay' AND t.tag_name = 'latest' ORDER BY 1""".formatted(database)))
                .extracting(row -> String.join(" ", row))
                .containsExactly("plate.csv 35 sandbox", "reference/storms.csv 221 sandbox");
    }
}
