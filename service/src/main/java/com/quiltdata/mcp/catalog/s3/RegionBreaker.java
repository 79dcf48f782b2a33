package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.breaker.Breaker;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.breaker.Permit;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Holds back the calls to S3 in a region while its breaker is open; the SDK's retries are part of a call. */
final class RegionBreaker implements ExecutionInterceptor {
    /** The digest of the caller whose call it is. */
    static final ExecutionAttribute<String> CALLER = new ExecutionAttribute<>("com.quiltdata.mcp.Caller");

    private static final ExecutionAttribute<Permit> PERMIT = new ExecutionAttribute<>("com.quiltdata.mcp.Permit");

    private final String region;
    private final Breaker breaker;

    RegionBreaker(String region, Breaker breaker) {
        this.region = region;
        this.breaker = breaker;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var caller = attributes.getOptionalAttribute(CALLER).orElse("");
        attributes.putAttribute(
                PERMIT,
                breaker.tryEnter(caller)
                        .orElseThrow(() -> new Unavailable(
                                "S3 in " + region
                                        + " has been out of reach or failing (AWS_ENDPOINT_URL_S3, this server's"
                                        + " network), so that nothing was sent; try again in "
                                        + breaker.retryAfterSeconds() + " s.",
                                null)));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        end(attributes, ExchangeOutcome.ANSWERED);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        var head = context.httpRequest()
                .map(request -> request.method() == SdkHttpMethod.HEAD)
                .orElse(false);
        end(
                attributes,
                Thread.currentThread().isInterrupted() ? ExchangeOutcome.UNKNOWN : ending(context.exception(), head));
    }

    private static void end(ExecutionAttributes attributes, ExchangeOutcome ending) {
        attributes.getOptionalAttribute(PERMIT).ifPresent(permit -> permit.end(ending));
    }

    /** S3 slows a caller down with 503, which is no fault of S3. To a HEAD it gives no reason: it may be either. */
    private static ExchangeOutcome ending(Throwable fault, boolean head) {
        return switch (fault) {
            case AwsServiceException s3 when s3.isThrottlingException() -> ExchangeOutcome.ANSWERED;
            case AwsServiceException s3 when head && s3.statusCode() == 503 -> ExchangeOutcome.SUSPECT;
            case AwsServiceException s3 -> ExchangeOutcome.of(s3.statusCode());
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> ExchangeOutcome.SUSPECT;
            case AbortedException _ -> ExchangeOutcome.UNKNOWN;
            case SdkException e when e.getCause() instanceof NotS3Exception -> ExchangeOutcome.UNKNOWN;
            default -> ExchangeOutcome.of(fault.getCause());
        };
    }
}
