package com.quiltdata.mcp.catalog.sql;

import java.math.BigDecimal;

/**
 * What an operator decides about SQL.
 *
 * @param writes whether statements other than reads may run, by a tool of their own
 * @param maxScanBytes the bytes that a query may scan where the cost guard is on
 * @param usdPerTebibyte the price of scanned data by which costs are estimated
 */
public record SqlSettings(boolean writes, CostGuard costGuard, long maxScanBytes, BigDecimal usdPerTebibyte) {
    /** What happens to a query that may scan more than the maximum. */
    public enum CostGuard {
        /** It runs. */
        OFF,
        /** It runs, and its result says that it would be refused. */
        SHADOW,
        /** It is refused. */
        ENFORCE
    }
}
