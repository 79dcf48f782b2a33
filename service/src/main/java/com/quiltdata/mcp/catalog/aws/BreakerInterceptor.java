package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.breaker.Breaker;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.breaker.Permit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import org.apache.hc.core5.http.MessageConstraintException;
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

/**
 * Refuses calls while the service's breaker is open, and limits a caller's calls; SDK retries belong to one call.
 *
 * @param service the service and its region, as messages name it
 * @param variable the variable that names another endpoint
 */
public record BreakerInterceptor(String service, String variable, Breaker breaker, PerCallerLimiter turns)
        implements ExecutionInterceptor {
    /** The digest of the caller that makes the call. */
    public static final ExecutionAttribute<String> CALLER = new ExecutionAttribute<>("com.quiltdata.mcp.Caller");

    private static final ExecutionAttribute<PerCallerLimiter.Turn> TURN =
            new ExecutionAttribute<>("com.quiltdata.mcp.Turn");
    private static final ExecutionAttribute<Permit> PERMIT = new ExecutionAttribute<>("com.quiltdata.mcp.Permit");

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var caller = attributes.getOptionalAttribute(CALLER).orElse("");
        var turn = turn(caller);
        var permit = breaker.tryEnter(caller, true);
        if (permit.isEmpty()) {
            turn.close();
            throw refusal();
        }
        attributes.putAttribute(TURN, turn);
        attributes.putAttribute(PERMIT, permit.get());
    }

    private PerCallerLimiter.Turn turn(String caller) {
        try {
            return turns.begin(caller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("given up while waiting for other exchanges of the caller", e);
        }
    }

    private Failure.Unavailable refusal() {
        return new Failure.Unavailable(
                service + " has been out of reach or failing (" + variable
                        + ", this server's network), so nothing was sent; try again in " + breaker.retryAfterSeconds()
                        + " s.",
                null);
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
        attributes.getOptionalAttribute(TURN).ifPresent(PerCallerLimiter.Turn::close);
        attributes.getOptionalAttribute(PERMIT).ifPresent(permit -> permit.end(ending));
    }

    /** Classifies a failure. S3 throttles a caller with 503; its response to a HEAD cannot say so, for want of a body. */
    private static ExchangeOutcome ending(Throwable fault, boolean head) {
        return switch (fault) {
            case AwsServiceException s3 when s3.isThrottlingException() -> ExchangeOutcome.ANSWERED;
            case AwsServiceException s3 when head && s3.statusCode() == 503 -> ExchangeOutcome.SUSPECT;
            case AwsServiceException s3 -> ExchangeOutcome.of(s3.statusCode());
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> ExchangeOutcome.SUSPECT;
            case AbortedException _ -> ExchangeOutcome.UNKNOWN;
            case SdkException e when e.getCause() instanceof ForeignResponseException -> ExchangeOutcome.UNKNOWN;
            case SdkException e when e.getCause() instanceof MessageConstraintException -> ExchangeOutcome.ANSWERED;
            default -> ExchangeOutcome.of(fault.getCause());
        };
    }
}
