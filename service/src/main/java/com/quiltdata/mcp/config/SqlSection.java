package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Settings of the SQL tools. */
public record SqlSection(
        @Setting("${QUILT_MCP_SQL_WRITES:-false}") @NotNull String writes,

        @Setting("${QUILT_MCP_SQL_COST_GUARD:-off}") @NotNull
        String costGuard,

        @Setting("${QUILT_MCP_SQL_MAX_SCAN_BYTES:-100000000000}") @Min(1)
        long maxScanBytes,

        @Setting("${QUILT_MCP_SQL_USD_PER_TIB:-5}") @NotNull BigDecimal usdPerTebibyte,
        @Setting("${ATHENA_WORKGROUP}") @Nullable String workgroup) {
    public boolean allowsWrites() {
        return SettingParser.isTrue(writes);
    }
}
