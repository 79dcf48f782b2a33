package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.QueryExecution;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The price of scanned data, by the tebibyte: whole mebibytes count, and ten at least. DDL costs nothing. */
record ScanPrice(BigDecimal usdPerTebibyte) {
    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST = 10;
    private static final BigDecimal MEBIBYTES_PER_TEBIBYTE = BigDecimal.valueOf(1L << 20);
    private static final int DECIMALS = 6;

    /** Returns an upper estimate, without reserved capacity or discounts; null if Athena does not say what it scanned. */
    @Nullable
    BigDecimal of(QueryExecution execution) {
        var type = execution.statementType();
        var scanned = execution.scannedBytes();
        if (type != null && !type.equals("DML")) {
            return BigDecimal.ZERO;
        } else if (scanned == null) {
            return null;
        }
        var mebibytes = Math.max(LEAST, Math.ceilDiv(scanned, MEBIBYTE));
        return usdPerTebibyte
                .multiply(BigDecimal.valueOf(mebibytes))
                .divide(MEBIBYTES_PER_TEBIBYTE, DECIMALS, RoundingMode.UP);
    }
}
