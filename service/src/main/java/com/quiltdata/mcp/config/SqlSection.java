package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Settings of the SQL tools. */
public record SqlSection(
        @Nullable String writes,
        @NotNull String costGuard,
        @Min(1) long maxScanBytes,
        @NotNull BigDecimal usdPerTebibyte,
        @Nullable String workgroup) {
    public boolean allowsWrites() {
        return SettingParser.isTrue(writes);
    }
}
