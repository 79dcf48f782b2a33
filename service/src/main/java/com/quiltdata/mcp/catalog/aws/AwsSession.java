package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls a service as a caller, and once more with fresh credentials if the service rejects stale ones.
 *
 * @param refusals maps the failures that only this service has; empty for any other
 */
public record AwsSession(
        AwsService service, CredentialsSource source, Function<AwsServiceException, Optional<Failure>> refusals) {
    private static final Logger LOG = LoggerFactory.getLogger(AwsSession.class);

    /** Runs the work, which sets the configuration on each request; it may be run twice. */
    public <T> T call(Caller caller, Function<AwsRequestOverrideConfiguration, T> work) {
        var credentials = source.get(caller);
        try {
            return work.apply(as(caller, credentials));
        } catch (SdkException e) {
            if (!AwsFailureMapper.stale(e)) {
                throw failure(e);
            }
        }
        source.forget(caller, credentials);
        try {
            return work.apply(as(caller, source.get(caller)));
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** Returns the configuration of requests that are made with these credentials. */
    public static AwsRequestOverrideConfiguration as(Caller caller, Credentials credentials) {
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())))
                .putExecutionAttribute(BreakerInterceptor.CALLER, caller.digest())
                .build();
    }

    /** Logs the service's request id, by which AWS finds the request, and nothing that the request or its failure says. */
    private Failure failure(SdkException e) {
        var failure = AwsFailureMapper.of(e, service, refusals);
        if (e instanceof AwsServiceException refused) {
            LOG.info(
                    "{} refused status={} code={} aws_request={}",
                    service.name(),
                    refused.statusCode(),
                    AwsFailureMapper.code(refused),
                    refused.requestId());
        } else if (failure instanceof Failure.Unavailable) {
            LOG.warn("{} did not respond fault={}", service.name(), e.getClass().getSimpleName());
        }
        return failure;
    }
}
