package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.catalog.Failure;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Maps the failures that all services of AWS have. */
public final class AwsFailureMapper {
    private static final Set<String> STALE =
            Set.of("ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException");
    private static final Set<String> SIGNATURE =
            Set.of("SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignatureException");
    private static final int CAUSES = 10;

    private AwsFailureMapper() {}

    /** Returns whether fresh credentials may help. */
    static boolean stale(SdkException e) {
        return e instanceof AwsServiceException refused && STALE.contains(code(refused));
    }

    /** Returns whether the service may have done what was requested: it did not respond, or failed with 5xx. */
    public static boolean unanswered(SdkException e) {
        return !(e instanceof AwsServiceException answered) || answered.statusCode() >= 500;
    }

    /** Returns the service's code of a failure; empty if it sent none. */
    public static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(e.awsErrorDetails().errorCode(), "");
    }

    /** Returns the failure that was thrown while the response was read, and that the SDK wrapped. */
    public static Optional<Failure> carried(SdkException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES)
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .findFirst();
    }

    /** Returns whether the service's host name has no address. */
    public static boolean unresolved(SdkException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES)
                .anyMatch(UnknownHostException.class::isInstance);
    }

    static Failure of(SdkException e, AwsService service, Function<AwsServiceException, Optional<Failure>> refusals) {
        var name = service.name();
        if (Thread.currentThread().isInterrupted() || e instanceof AbortedException) {
            return new Failure.TooLate("The call was cancelled before " + name + " responded.", e);
        }
        return carried(e).orElseGet(() -> switch (e) {
            case ApiCallTimeoutException late -> late(name, late);
            case ApiCallAttemptTimeoutException late -> late(name, late);
            case AwsServiceException foreign when code(foreign).isEmpty() -> foreign(service, foreign);
            case AwsServiceException refused ->
                refusals.apply(refused).orElseGet(() -> refusal(service, refused, code(refused)));
            case SdkException unresolved
            when unresolved(unresolved) ->
                new Failure.Unavailable(
                        "%s's host name does not resolve; try again, and check %s and this server's DNS if it persists."
                                .formatted(name, service.variable()),
                        unresolved);
            default ->
                new Failure.Unavailable(
                        ("%s cannot be reached, or something else responds in its place; check %s, any proxy and this"
                                        + " server's network if it persists.")
                                .formatted(name, service.variable()),
                        e);
        });
    }

    private static Failure late(String name, SdkException e) {
        return new Failure.TooLate(name + " did not respond in time (QUILT_SERVICE_TIMEOUT); try again.", e);
    }

    /** Returns the failure of a response that is not from the service. */
    public static Failure foreign(AwsService service, @Nullable Throwable cause) {
        return new Failure.Unavailable(
                "The response is not from %s; check %s and any proxy before it."
                        .formatted(service.name(), service.variable()),
                cause);
    }

    /**
     * Maps a refusal. Its cause has the status alone, by which {@link #unanswered} judges, because causes are logged, and
     * AWS can repeat what was signed.
     */
    private static Failure refusal(AwsService service, AwsServiceException e, String code) {
        var name = service.name();
        if (STALE.contains(code)) {
            return new Failure.Unavailable(
                    name + " rejects the new credentials that the catalog issued as expired or unknown; your"
                            + " permissions were not checked. Try again in a minute.");
        }
        if (SIGNATURE.contains(code)) {
            return new Failure.Unavailable(
                    "%s rejects this server's signature; ask its operators to check its clock and %s."
                            .formatted(name, service.variable()));
        }
        return e.isThrottlingException()
                ? new Failure.Throttled(name + " throttles the requests of this account; wait a few seconds.", null)
                : new Failure.Unavailable(
                        name + " failed with HTTP " + e.statusCode() + "; try again.",
                        AwsServiceException.builder().statusCode(e.statusCode()).build());
    }
}
