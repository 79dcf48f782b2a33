package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.trino.TrinoStatementParser;
import com.quiltdata.mcp.testing.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a statement without sending it. */
class QueryValidateTest {
    private final QueryValidate tool = new QueryValidate(new TrinoStatementParser());

    private QueryValidate.Output validate(String query) {
        return tool.call(new QueryValidate.Input(query), Calls.any());
    }

    @Test
    void acceptsReads() {
        assertThat(validate("SELECT updated_at FROM lab.t WHERE x = 'DROP' LIMIT 5;"))
                .isEqualTo(new QueryValidate.Output(
                        true,
                        "SELECT",
                        true,
                        "The statement is a read, and its syntax is valid.",
                        List.of("lab.t"),
                        List.of(),
                        false,
                        null));
        assertThat(validate("SELECT 1").suggestions()).isEmpty();
        assertThat(validate("SHOW PARTITIONS `a-b`").queryType()).isEqualTo("SHOW PARTITIONS");
    }

    @Test
    void suggestsHowToScanAndReturnLess() {
        assertThat(validate("SELECT * FROM lab.t x, lab.t y").suggestions())
                .containsExactly(
                        "Add LIMIT to bound the result.",
                        "Name the columns that you need: Athena charges for the columns that it scans.",
                        "No condition compares a column of lab.t with a value;"
                                + " if it is partitioned, one on its partitions saves scans.");
    }

    @Test
    void saysWhyWriteIsNotRun() {
        var output = validate("DROP TABLE lab.t");

        assertThat(output.valid()).isFalse();
        assertThat(output.reads()).isFalse();
        assertThat(output.queryType()).isEqualTo("DROP TABLE");
        assertThat(output.message()).isEqualTo("The query tools only read, and DROP TABLE removes a table.");
    }

    @Test
    void returnsWhereStatementIsNotUnderstood() {
        var output = validate("SELECT * FORM t");

        assertThat(output.valid()).isFalse();
        assertThat(output.reads()).isNull();
        assertThat(output.message())
                .startsWith("The statement is not understood at line 1, column 10: unexpected FORM. Send");
    }
}
