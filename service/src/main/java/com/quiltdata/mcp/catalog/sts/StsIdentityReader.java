package com.quiltdata.mcp.catalog.sts;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.aws.AwsHttpClient;
import com.quiltdata.mcp.catalog.aws.AwsMetricPublisher;
import com.quiltdata.mcp.catalog.aws.BreakerInterceptor;
import com.quiltdata.mcp.catalog.aws.ResponseSizeLimiter;
import com.quiltdata.mcp.catalog.identity.AwsIdentity;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Asks STS as the caller. The client has no identity and reads no profile file: a request without the caller's
 * credentials is sent unsigned and refused.
 */
public final class StsIdentityReader implements AwsIdentityReader, Managed {
    private static final Set<String> STALE = Set.of("ExpiredToken", "InvalidClientTokenId");
    private static final int PER_CALLER = 4;
    private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

    private final CredentialsSource source;
    private final MemoryBudget memory;
    private final AwsHttpClient http;
    private final StsClient client;

    private StsIdentityReader(CredentialsSource source, MemoryBudget memory, AwsHttpClient http, StsClient client) {
        this.source = source;
        this.memory = memory;
        this.http = http;
        this.client = client;
    }

    /** Returns a reader that measures each call, and refuses calls while a breaker is open. */
    public static StsIdentityReader of(
            CredentialsSource source,
            StsSettings settings,
            MemoryBudget memory,
            ExchangeRecorder exchanges,
            BreakerRegistry breakers) {
        var http = new AwsHttpClient(settings.timeout());
        var breaker = new BreakerInterceptor(
                "STS", "AWS_ENDPOINT_URL_STS", breakers.of("sts"), new PerCallerLimiter(PER_CALLER));
        var builder = StsClient.builder()
                .httpClient(http)
                .region(Region.of(settings.region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .defaultsMode(DefaultsMode.STANDARD)
                .dualstackEnabled(false)
                .fipsEnabled(false)
                .overrideConfiguration(override -> override.apiCallTimeout(settings.timeout())
                        .apiCallAttemptTimeout(settings.timeout())
                        .retryStrategy(RetryMode.STANDARD)
                        .addMetricPublisher(new AwsMetricPublisher(exchanges, "sts"))
                        .addExecutionInterceptor(new ResponseSizeLimiter("STS", memory))
                        .addExecutionInterceptor(breaker)
                        .defaultProfileFile(NO_PROFILES));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return new StsIdentityReader(source, memory, http, builder.build());
    }

    @Override
    public AwsIdentity identity(Caller caller) {
        var credentials = source.get(caller);
        try {
            return ask(caller, credentials);
        } catch (SdkException e) {
            if (!STALE.contains(code(e))) {
                throw failure(e);
            }
        }
        source.forget(caller, credentials);
        try {
            return ask(caller, source.get(caller));
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private AwsIdentity ask(Caller caller, Credentials credentials) {
        var override = AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())))
                .putExecutionAttribute(BreakerInterceptor.CALLER, caller.digest())
                .build();
        return identity(memory.scope(() -> client.getCallerIdentity(r -> r.overrideConfiguration(override))));
    }

    private static AwsIdentity identity(GetCallerIdentityResponse response) {
        if (response.arn() == null || response.account() == null || response.userId() == null) {
            throw notSts(null);
        }
        return AwsIdentity.parse(response.arn(), response.account(), response.userId());
    }

    private static Failure failure(SdkException e) {
        if (Thread.currentThread().isInterrupted() || e instanceof AbortedException) {
            return new Failure.TooLate("The call was cancelled before STS responded.", e);
        }
        var known = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .findFirst();
        return known.orElseGet(() -> switch (e) {
            case ApiCallTimeoutException late -> late(late);
            case ApiCallAttemptTimeoutException late -> late(late);
            case AwsServiceException sts
            when sts.statusCode() == 403 && code(sts).equals("AccessDenied") ->
                new Failure.Denied("A policy refuses sts:GetCallerIdentity, which AWS itself permits to everybody.");
            case AwsServiceException sts when code(sts).isEmpty() -> notSts(sts);
            case AwsServiceException sts ->
                new Failure.Unavailable("STS failed with HTTP " + sts.statusCode() + "; try again.", sts);
            default ->
                new Failure.Unavailable(
                        "STS cannot be reached; check AWS_ENDPOINT_URL_STS and this server's network if it persists.",
                        e);
        });
    }

    private static Failure late(SdkException e) {
        return new Failure.TooLate("STS did not respond in time (QUILT_SERVICE_TIMEOUT); try again.", e);
    }

    private static Failure notSts(@Nullable Throwable cause) {
        return new Failure.Unavailable(
                "The response is not from STS; check AWS_ENDPOINT_URL_STS and any proxy before STS.", cause);
    }

    private static String code(SdkException e) {
        return e instanceof AwsServiceException sts && sts.awsErrorDetails() != null
                ? Objects.requireNonNullElse(sts.awsErrorDetails().errorCode(), "")
                : "";
    }

    @Override
    public void stop() {
        client.close();
        http.close();
    }
}
