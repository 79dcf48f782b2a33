package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.aws.AwsFailureMapper;
import com.quiltdata.mcp.catalog.aws.ForeignResponseException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.hc.core5.http.MessageConstraintException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Maps S3's failures to one sentence that names the bucket and the key. */
final class S3FailureMapper {
    private static final Set<String> STALE =
            Set.of("ExpiredToken", "InvalidAccessKeyId", "TokenRefreshRequired", "InvalidToken");

    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    private S3FailureMapper() {}

    /** Returns whether fresh credentials may help. HEAD responses carry no code; an expired token is 400 there. */
    static boolean stale(SdkException e) {
        return e instanceof AwsServiceException s3
                && (STALE.contains(AwsFailureMapper.code(s3))
                        || (s3.statusCode() == 400 && AwsFailureMapper.code(s3).isEmpty()));
    }

    static Failure of(SdkException e, S3Target target) {
        if (Thread.currentThread().isInterrupted() || e instanceof AbortedException) {
            return new Failure.TooLate("The call was cancelled before S3 responded.", e);
        }
        return switch (e) {
            case ApiCallTimeoutException late -> late(late);
            case ApiCallAttemptTimeoutException late -> late(late);
            case AwsServiceException s3 when ofTheNetwork(s3) -> byTheNetwork(target);
            case AwsServiceException s3 -> S3KeyRefusals.of(s3, target).orElseGet(() -> refusal(s3, target));
            case SdkException foreign when foreign(foreign) -> notS3(target);
            case SdkException large
            when large.getCause() instanceof MessageConstraintException ->
                new Failure.Unavailable(
                        "The response headers for " + target.words()
                                + " exceed this server's limit; check AWS_ENDPOINT_URL_S3 and any proxy before S3.",
                        large);
            case SdkException unresolved
            when AwsFailureMapper.unresolved(unresolved) ->
                new Failure.Unavailable(
                        "S3's host name does not resolve for " + target.words()
                                + "; try again, and check AWS_ENDPOINT_URL_S3 and this server's DNS if it persists.",
                        unresolved);
            default ->
                new Failure.Unavailable(
                        "S3 cannot be reached for " + target.words()
                                + "; try again, and check AWS_ENDPOINT_URL_S3 and this server's network if it persists.",
                        e);
        };
    }

    /** Returns whether a response was not from S3, not XML, or truncated. */
    private static boolean foreign(SdkException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ForeignResponseException || cause instanceof XMLStreamException);
    }

    private static Failure notS3(S3Target target) {
        return new Failure.Unavailable(
                "The response for " + target.words()
                        + " is not from S3, or was cut short; check AWS_ENDPOINT_URL_S3 and any proxy or firewall"
                        + " between this server and S3.",
                null);
    }

    private static Failure late(SdkException e) {
        return new Failure.TooLate(
                "S3 did not finish in time (QUILT_SERVICE_TIMEOUT); try again, or request less data.", e);
    }

    /** Returns the failure of a write that S3 may have carried out. */
    static Failure unknown(Failure failure) {
        return failure instanceof Failure.Throttled
                ? failure
                : failure.withMessage(failure.sentence()
                        + " The object may have been written: check with bucket_object_info before you send it again.");
    }

    private static Failure refusal(AwsServiceException e, S3Target target) {
        if (deleteMarker(e)) {
            return new Failure.NotFound("The " + target.words() + " was deleted: it is now a delete marker."
                    + " Its versions could not be listed; send the versionId of an older one to read that.");
        }
        return byReason(AwsFailureMapper.code(e), e, target);
    }

    /** Maps a code; S3 sends none for HEAD, and then, or where the code is unknown, the HTTP status decides. */
    private static Failure byReason(String reason, AwsServiceException e, S3Target target) {
        var words = target.words();
        return switch (reason) {
            case "NoSuchBucket" -> noBucket(target);
            case "NoSuchKey", "404" -> nothing(target);
            case "NoSuchVersion" -> noVersion(target);
            case "PreconditionFailed", "412" -> taken(e, target);
            case "ConditionalRequestConflict" ->
                new Failure.Conflict("Another request is writing the " + words + "; nothing was written; try again.");
            case "AccessDenied", "AllAccessDisabled", "403" -> denied(target);
            case "SlowDown", "ServiceUnavailable", "TooManyRequests", "429", "503" ->
                new Failure.Throttled(
                        "S3 throttles requests to bucket `" + target.bucket() + "`; wait a few seconds.", null);
            case "400" -> target.versionId() != null ? noVersion(target) : rejected(e, target);
            case "405" -> rejected(target);
            case "BadDigest" ->
                new Failure.Invalid("The content for the " + words + " was damaged on its way to S3; send it again.");
            case "InvalidObjectState" ->
                new Failure.Conflict("The " + words + " is archived; restore it in S3 before you read it.");
            case "EntityTooLarge" -> new Failure.TooLarge("The content is too large for the " + words + ".");
            case "InvalidRange", "416" ->
                new Failure.Invalid(
                        "offset", "The " + words + " ends before this offset; bucket_object_info returns its size.");
            case "504" -> late(e);
            default -> unavailable(reason, e, target);
        };
    }

    /**
     * Maps a code or status for which the request itself is not to blame. The failure has no cause, because causes are
     * logged, and S3's message can repeat what was signed.
     */
    private static Failure unavailable(String reason, AwsServiceException e, S3Target target) {
        var words = target.words();
        return switch (reason) {
            case "ExpiredToken", "InvalidAccessKeyId", "TokenRefreshRequired", "InvalidToken" ->
                new Failure.Unavailable("S3 rejects the new credentials that the catalog issued for " + words
                        + " as expired or unknown; your permissions were not checked. Try again in a minute.");
            case "SignatureDoesNotMatch" ->
                new Failure.Unavailable("S3 rejects this server's signature for " + words
                        + "; check the region of the bucket and AWS_ENDPOINT_URL_S3.");
            case "RequestTimeTooSkewed" ->
                new Failure.Unavailable("This server's clock differs from S3's; ask its operators to correct it.");
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "301", "307" ->
                new Failure.Unavailable(
                        "Bucket `" + target.bucket() + "` is in another region than expected; try again.");
            default ->
                reason.equals(String.valueOf(e.statusCode()))
                        ? new Failure.Unavailable("S3 failed with HTTP " + reason + " for the " + words
                                + (e.statusCode() >= SERVER_ERROR
                                        ? "; try again."
                                        : "; check AWS_ENDPOINT_URL_S3 and any proxy before S3."))
                        : byReason(String.valueOf(e.statusCode()), e, target);
        };
    }

    /** Returns whether the network refused: with a web page, which S3 never sends, or by a VPC endpoint policy. */
    private static boolean ofTheNetwork(AwsServiceException e) {
        var details = e.awsErrorDetails();
        if (e.statusCode() != FORBIDDEN || details == null) {
            return false;
        }
        var message = Objects.requireNonNullElse(details.errorMessage(), "");
        return message.contains("VPC endpoint policy")
                || (details.sdkHttpResponse() != null && S3ResponseCheck.html(details.sdkHttpResponse()));
    }

    private static Failure byTheNetwork(S3Target target) {
        return new Failure.Unavailable(
                "A firewall or the policy of a VPC endpoint between this server and S3 refused the request for "
                        + target.words()
                        + ", so your role was not checked; ask the operators of this server to allow it.");
    }

    private static Failure nothing(S3Target target) {
        return target.key() == null
                ? noBucket(target)
                : target.versionId() == null ? noObject(target) : noVersion(target);
    }

    private static Failure noBucket(S3Target target) {
        return new Failure.NotFound(
                "No bucket `" + target.bucket() + "`, or you may not see it; list yours with bucket_list.");
    }

    private static Failure noObject(S3Target target) {
        return new Failure.NotFound(
                "No " + target.words() + ", or you may not see it; list keys with bucket_objects_list.");
    }

    private static Failure noVersion(S3Target target) {
        return new Failure.NotFound(
                "Version %s not found for %s; list versions with bucket_objects_list and include_versions=true."
                        .formatted(target.versionId(), target.uri()));
    }

    private static Failure denied(S3Target target) {
        var message = target.written()
                ? "Your role is not allowed to write the %s.".formatted(target.words())
                : target.versionId() == null
                        ? "Your role is not allowed to do this with the %s, or it does not exist; bucket_list lists the buckets you can see."
                                .formatted(target.words())
                        : "Access denied for version %s of %s, or it does not exist; omit the version to use the latest."
                                .formatted(target.versionId(), target.uri());
        return new Failure.Denied(message, target.bucket());
    }

    /** Refuses a put without overwrite; one that is retried because its response was lost hits its own object. */
    private static Failure taken(AwsServiceException e, S3Target target) {
        return new Failure.Conflict("The " + target.words() + " already exists"
                + (e.numAttempts() > 1
                        ? ", perhaps because the first attempt of this call stored it; check with bucket_object_info."
                        : " and was left unchanged; send overwrite=true to replace it."));
    }

    /** Returns the failure for a 400; without a code it is of a HEAD. */
    private static Failure rejected(AwsServiceException e, S3Target target) {
        return target.key() != null && AwsFailureMapper.code(e).isEmpty()
                ? new Failure.Invalid("S3 rejects the request for the " + target.words()
                        + " and gives no reason when only its properties are requested. Read the object, for example"
                        + " with object_read: then the failure has the reason.")
                : rejected(target);
    }

    private static Failure rejected(S3Target target) {
        return new Failure.Invalid(
                null,
                "S3 rejects the request for the " + target.words()
                        + "; check the bucket, the key, the version and the continuation token.");
    }

    static boolean deleteMarker(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details != null
                && details.sdkHttpResponse() != null
                && details.sdkHttpResponse()
                        .firstMatchingHeader("x-amz-delete-marker")
                        .map("true"::equals)
                        .orElse(false);
    }
}
