package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.s3.S3Catalog;
import com.quiltdata.mcp.catalog.s3.S3Settings;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The adapters over S3 without a budget, metrics or breakers. */
public final class S3Adapters {
    private S3Adapters() {}

    public static S3Catalog of(CredentialsSource credentials, S3Settings settings) {
        return S3Catalog.of(credentials, settings, unlimited(), ExchangeRecorder.untold(), BreakerRegistry.none());
    }

    /** Settings with the default limit for manifests, 32 MiB. */
    public static S3Settings settings(@Nullable URI endpoint, String region, Duration timeout) {
        return new S3Settings(endpoint, region, timeout, 1 << 25);
    }

    /** A budget that is never exhausted. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(ByteBudget.of(Long.MAX_VALUE / 2));
    }
}
