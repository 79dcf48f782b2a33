package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service of AWS, the same in all regions.
 *
 * @param name the name in messages, for example {@code STS}
 * @param endpoint a service other than AWS's; null for AWS's in the region
 * @param timeout time limit of one call, including retries ({@code QUILT_SERVICE_TIMEOUT})
 * @param turns limits the calls that each caller has under way
 */
public record AwsService(String name, @Nullable URI endpoint, Duration timeout, PerCallerLimiter turns) {
    /** Returns the name in metrics and traces. */
    String upstream() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the variable that names another endpoint. */
    public String variable() {
        return "AWS_ENDPOINT_URL_" + name.toUpperCase(Locale.ROOT);
    }
}
