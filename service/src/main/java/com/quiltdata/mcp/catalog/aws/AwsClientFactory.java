package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.util.List;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** Builds clients over one connection pool that read no profile file, measure each call and obey a breaker. */
public record AwsClientFactory(
        AwsHttpClient http, MemoryBudget memory, ExchangeRecorder exchanges, BreakerRegistry breakers) {
    private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

    /**
     * Returns a client of the service in a region; the builder has its credentials provider already.
     *
     * @param further interceptors that only this service has
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsService service, Region region, ExecutionInterceptor... further) {
        builder.httpClient(http)
                .region(region)
                .defaultsMode(DefaultsMode.STANDARD)
                .dualstackEnabled(false)
                .fipsEnabled(false)
                .overrideConfiguration(override -> {
                    override(override, service, region);
                    List.of(further).forEach(override::addExecutionInterceptor);
                });
        if (service.endpoint() != null) {
            builder.endpointOverride(service.endpoint());
        }
        return builder.build();
    }

    private void override(ClientOverrideConfiguration.Builder override, AwsService service, Region region) {
        override.apiCallTimeout(service.timeout())
                .apiCallAttemptTimeout(service.timeout())
                .retryStrategy(RetryMode.STANDARD)
                .addMetricPublisher(new AwsMetricPublisher(exchanges, service.upstream(), service.timeout()))
                .addExecutionInterceptor(new ResponseSizeLimiter(service.name(), memory))
                .addExecutionInterceptor(new BreakerInterceptor(
                        service.name() + " in " + region.id(),
                        service.variable(),
                        breakers.of(service.upstream() + " " + region.id()),
                        service.turns()))
                .defaultProfileFile(NO_PROFILES);
    }
}
