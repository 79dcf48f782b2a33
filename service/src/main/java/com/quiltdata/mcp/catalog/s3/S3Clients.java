package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.aws.AwsClientFactory;
import com.quiltdata.mcp.catalog.aws.AwsHttpClient;
import com.quiltdata.mcp.catalog.aws.AwsService;
import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * One client and one presigner per region, over one connection pool, for all callers. None has an identity: a request
 * without the caller's credentials is sent unsigned and refused. No profile file is read.
 */
final class S3Clients implements Managed {
    private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

    /** Maximum number of exchanges of one caller under way: a share of the connections that leaves most to others. */
    private static final int PER_CALLER = 32;

    private final S3Settings settings;
    private final AwsHttpClient http;
    private final AwsClientFactory factory;
    private final AwsService service;
    private final S3Clock clock = new S3Clock();
    private final ConcurrentMap<Region, S3Client> clients = new ConcurrentHashMap<>();
    private final ConcurrentMap<Region, S3Presigner> presigners = new ConcurrentHashMap<>();

    S3Clients(S3Settings settings, MemoryBudget memory, ExchangeRecorder exchanges, BreakerRegistry breakers) {
        this.settings = settings;
        this.http = new AwsHttpClient(settings.timeout());
        this.factory = new AwsClientFactory(http, memory, exchanges, breakers);
        this.service = new AwsService("S3", settings.endpoint(), settings.timeout(), new PerCallerLimiter(PER_CALLER));
    }

    /** Returns the client of a region; AWS has few regions, so the map stays small. */
    S3Client client(Region region) {
        return clients.computeIfAbsent(region, this::newClient);
    }

    S3Presigner presigner(Region region) {
        return presigners.computeIfAbsent(region, this::newPresigner);
    }

    S3Clock clock() {
        return clock;
    }

    @Override
    public void stop() {
        presigners.values().forEach(S3Presigner::close);
        clients.values().forEach(S3Client::close);
        http.close();
    }

    private S3Client newClient(Region region) {
        var builder = S3Client.builder()
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .disableS3ExpressSessionAuth(true)
                .disableMultiRegionAccessPoints(true)
                .serviceConfiguration(serviceConfiguration());
        if (settings.endpoint() != null) {
            builder.forcePathStyle(true);
        }
        return factory.client(builder, service, region, clock, new S3ResponseCheck());
    }

    private S3Presigner newPresigner(Region region) {
        var builder = S3Presigner.builder()
                .region(region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .disableS3ExpressSessionAuth(true)
                .dualstackEnabled(false)
                .fipsEnabled(false)
                .serviceConfiguration(serviceConfiguration().toBuilder()
                        .pathStyleAccessEnabled(settings.endpoint() != null)
                        .build());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static S3Configuration serviceConfiguration() {
        Supplier<ProfileFile> none = () -> NO_PROFILES;
        // Bodies are in memory and signed as a whole, which every S3 supports.
        return S3Configuration.builder()
                .chunkedEncodingEnabled(false)
                .useArnRegionEnabled(false)
                .profileFile(none)
                .build();
    }
}
