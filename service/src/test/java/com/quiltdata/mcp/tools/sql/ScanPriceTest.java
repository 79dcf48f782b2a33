package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices of scanned bytes. */
final class ScanPriceTest {
    @ParameterizedTest
    @CsvSource({
        "DML, 0, 0.000048",
        "DML, 1, 0.000048",
        "DML, 10485760, 0.000048",
        "DML, 10485761, 0.000053",
        "DML, 1099511627776, 5.000000",
        "DML, 109951162777600, 500.000000",
        "DML, , ",
        ", 1099511627776, 5.000000",
        "DDL, 1099511627776, 0",
        "UTILITY, , 0"
    })
    void countsWholeMebibytesAndTenAtLeast(@Nullable String type, @Nullable Long scanned, @Nullable BigDecimal price) {
        var execution = new QueryExecution(
                "id",
                QueryState.SUCCEEDED,
                "x",
                type,
                null,
                null,
                null,
                null,
                scanned,
                new QueryExecution.Details(null, null, null, null));

        assertThat(new ScanPrice(BigDecimal.valueOf(5)).of(execution)).isEqualTo(price);
    }
}
