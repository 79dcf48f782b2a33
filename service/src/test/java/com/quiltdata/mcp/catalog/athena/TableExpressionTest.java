package com.quiltdata.mcp.catalog.athena;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a pattern matches, and what AWS is asked for. */
class TableExpressionTest {
    @ParameterizedTest
    @CsvSource({
        "sales*,sales,true",
        "sales*,Sales_2024,true",
        "sales*,my_sales,false",
        "*sales*,my_sales_x,true",
        "a|b,a|b,true",
        "a|b,a,false",
        "a.c,abc,false",
        "'\\E*',\\Ex,true",
        "a*b*c,a1b2c,true"
    })
    void matchesWholeNames(String pattern, String name, boolean matches) {
        assertThat(new TableExpression(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"sales*", "*sales", "*sales*", "s*s", "sales", "a|b*", "a-b*c", "*(x", "*"})
    void asksForAllMatchesInEitherDialect(String pattern) {
        var expression = String.valueOf(new TableExpression(pattern).expression(2048));
        var hive = expression.replace("*", ".*");
        var names =
                new String[] {"sales", "sales_1", "my_sales", "my_sales_1", "ss", "a|b", "a|bc", "a-b1c", "1(x", "(x"};
        for (var name : names) {
            if (new TableExpression(pattern).matches(name)) {
                assertThat(name).matches(expression).matches(hive);
            }
        }
    }

    @Test
    void asksForNothingInParticularWhereThatTakesTooLong() {
        assertThat(new TableExpression("a*b*c*d*e").expression(2048)).isNull();
        assertThat(new TableExpression("abc".repeat(100)).expression(256)).isNull();
        assertThat(new TableExpression("*").expression(256)).isEqualTo(".*");
    }
}
