package com.quiltdata.mcp.catalog.athena;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the Athena and Glue clients.
 *
 * @param athena an Athena other than AWS's; null for AWS's in the region
 * @param glue a Glue other than AWS's; null for AWS's in the region
 * @param region the region if the catalog's configuration names none
 * @param workgroup the workgroup that queries use if the caller may use it ({@code ATHENA_WORKGROUP}); null for none
 * @param timeout time limit of one call, including retries ({@code QUILT_SERVICE_TIMEOUT})
 */
public record AthenaSettings(
        @Nullable URI athena,
        @Nullable URI glue,
        String region,
        @Nullable String workgroup,
        Duration timeout) {}
