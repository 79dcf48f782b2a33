package com.quiltdata.mcp.catalog.sts;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.aws.AwsClientFactory;
import com.quiltdata.mcp.catalog.aws.AwsFailureMapper;
import com.quiltdata.mcp.catalog.aws.AwsHttpClient;
import com.quiltdata.mcp.catalog.aws.AwsService;
import com.quiltdata.mcp.catalog.aws.AwsSession;
import com.quiltdata.mcp.catalog.identity.AwsIdentity;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Asks STS as the caller. The client has no identity and reads no profile file: a request without the caller's
 * credentials is sent unsigned and refused.
 */
public final class StsIdentityReader implements AwsIdentityReader, Managed {
    private static final int PER_CALLER = 4;

    private final MemoryBudget memory;
    private final AwsHttpClient http;
    private final AwsSession session;
    private final Supplier<StsClient> factory;

    /** At most one client, which is created by the first call, because that takes long. */
    private final ConcurrentMap<AwsService, StsClient> clients = new ConcurrentHashMap<>();

    private StsIdentityReader(
            MemoryBudget memory, AwsHttpClient http, AwsSession session, Supplier<StsClient> factory) {
        this.memory = memory;
        this.http = http;
        this.session = session;
        this.factory = factory;
    }

    /** Returns a reader that measures each call, and refuses calls while a breaker is open. */
    public static StsIdentityReader of(
            CredentialsSource source,
            StsSettings settings,
            MemoryBudget memory,
            ExchangeRecorder exchanges,
            BreakerRegistry breakers) {
        var http = new AwsHttpClient(settings.timeout());
        var service = new AwsService("STS", settings.endpoint(), settings.timeout(), new PerCallerLimiter(PER_CALLER));
        var session = new AwsSession(service, source, StsIdentityReader::refusal);
        return new StsIdentityReader(
                memory,
                http,
                session,
                () -> new AwsClientFactory(http, memory, exchanges, breakers)
                        .client(
                                StsClient.builder().credentialsProvider(AnonymousCredentialsProvider.create()),
                                service,
                                Region.of(settings.region())));
    }

    @Override
    public AwsIdentity identity(Caller caller) {
        var client = clients.computeIfAbsent(session.service(), _ -> factory.get());
        var response = session.call(
                caller, as -> memory.scope(() -> client.getCallerIdentity(r -> r.overrideConfiguration(as))));
        if (response.arn() == null || response.account() == null || response.userId() == null) {
            throw AwsFailureMapper.foreign(session.service(), null);
        }
        return AwsIdentity.parse(response.arn(), response.account(), response.userId());
    }

    private static Optional<Failure> refusal(AwsServiceException e) {
        return e.statusCode() == 403 && AwsFailureMapper.code(e).equals("AccessDenied")
                ? Optional.of(new Failure.Denied(
                        "A policy refuses sts:GetCallerIdentity, which AWS itself permits to everybody."))
                : Optional.empty();
    }

    @Override
    public void stop() {
        clients.values().forEach(StsClient::close);
        http.close();
    }
}
