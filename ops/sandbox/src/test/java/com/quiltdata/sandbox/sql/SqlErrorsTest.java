package com.quiltdata.sandbox.sql;

import static com.quiltdata.sandbox.sql.EngineFixture.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures of statements in Athena's words. */
final class SqlErrorsTest {
    private static final EngineFixture SQL = new EngineFixture();

    @AfterAll
    static void close() {
        SQL.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM nope|TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lab.nope' does not exist",
                "SELECT * FROM nodb.nope|SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist",
                "SELECT * FROM nocat.nodb.nope|CATALOG_NOT_FOUND: line 1:15: Catalog 'nocat' not found",
                "SELECT nope FROM storms|COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved",
                "SELECT s.nope FROM storms s|COLUMN_NOT_FOUND: line 1:8: Column 's.nope' cannot be resolved",
                "SELECT nofunc(1)|FUNCTION_NOT_FOUND: line 1:8: Function 'nofunc' not registered",
                "SELEC 1|SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'",
                "SELECT 1 FROM|SYNTAX_ERROR: line 1:14: mismatched input '<EOF>'",
                "SELECT * FORM storms|SYNTAX_ERROR: line 1:15: mismatched input 'storms'",
                "SELECT 1 / 0|DIVISION_BY_ZERO: Division by zero",
                "SELECT CAST('x' AS integer)|INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT",
                "SELECT 1; SELECT 2|Only one sql statement is allowed. Got: SELECT 1; SELECT 2",
                "DESCRIBE nope|TABLE_NOT_FOUND: line 1:10: Table 'awsdatacatalog.lab.nope' does not exist",
                "SHOW TABLES IN nope|SCHEMA_NOT_FOUND: line 1:16: Schema 'nope' does not exist",
                "SHOW NONSENSE|SYNTAX_ERROR: line 1:6: mismatched input 'NONSENSE'",
            })
    void failsInAthenasWords(String sql, String message) {
        assertThat(SQL.failure(WRITER, sql)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT name + 1 FROM storms|TYPE_MISMATCH: line 1:",
                "SELECT name, count(*) FROM storms|EXPRESSION_NOT_AGGREGATE: line 1:8: ",
                "SELECT name FROM storms a, storms b|AMBIGUOUS_NAME: line 1:8: ",
            })
    void failsWithAthenasCode(String sql, String beginning) {
        assertThat(SQL.failure(WRITER, sql)).startsWith(beginning);
    }

    @Test
    void placesErrorsByLine() {
        assertThat(SQL.failure(WRITER, "SELECT name -- a\nFROM storms\nWHERE  nope = 1"))
                .isEqualTo("COLUMN_NOT_FOUND: line 3:8: Column 'nope' cannot be resolved");
    }

    @Test
    void requiresDatabaseOfUnqualifiedNames() {
        var statement = new SqlEngine.Statement("SELECT * FROM storms", TableCatalog.GLUE, null);
        assertThat(catchThrowable(() -> SQL.engine.run(WRITER, statement)))
                .hasMessage("MISSING_SCHEMA_NAME: line 1:15: Schema must be specified when session schema is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM lab.nope|TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lab.nope' does not exist",
                "SELECT * FROM awsdatacatalog.lab.nope|TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lab.nope' does not exist",
                "SELECT * FROM nodb.nope|SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist",
            })
    void namesWhatIsMissingWithoutADefaultDatabase(String sql, String message) {
        var statement = new SqlEngine.Statement(sql, TableCatalog.GLUE, null);
        assertThat(catchThrowable(() -> SQL.engine.run(WRITER, statement))).hasMessage(message);
    }
}
