package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Conflict;
import com.quiltdata.mcp.catalog.CatalogException.Denied;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.Throttled;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What each refusal of S3 means, in one sentence that names the bucket and the key. */
final class S3Faults {
    private static final Set<String> STALE =
            Set.of("ExpiredToken", "InvalidAccessKeyId", "TokenRefreshRequired", "InvalidToken");

    private static final int FORBIDDEN = 403;

    private S3Faults() {}

    /** Whether fresh credentials may help. HEAD answers carry no code, and an expired token is 400 there. */
    static boolean stale(SdkException e) {
        return e instanceof AwsServiceException s3
                && (STALE.contains(code(s3)) || (s3.statusCode() == 400 && code(s3).isEmpty()));
    }

    static CatalogException of(SdkException e, Target target) {
        if (Thread.currentThread().isInterrupted() || e instanceof AbortedException) {
            return new TooLate("The call was given up before S3 answered.", e);
        }
        return switch (e) {
            case ApiCallTimeoutException late -> late(late);
            case ApiCallAttemptTimeoutException late -> late(late);
            case AwsServiceException s3 when ofTheNetwork(s3) -> byTheNetwork(s3, target);
            case AwsServiceException s3 -> refusal(s3, target);
            case SdkException foreign when foreign(foreign) -> notS3(target);
            default ->
                new Unavailable(
                        "S3 cannot be reached for " + target.words()
                                + "; try again, and check AWS_ENDPOINT_URL_S3 and this server's network if it persists.",
                        e);
        };
    }

    /** Whether an answer was not S3's, no XML, or cut short. */
    private static boolean foreign(SdkException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof NotS3Exception || cause instanceof XMLStreamException);
    }

    private static CatalogException notS3(Target target) {
        return new Unavailable(
                "What answered for " + target.words()
                        + " is not S3, or was cut short; check AWS_ENDPOINT_URL_S3, and whether there is a proxy or firewall"
                        + " between this server and S3.",
                null);
    }

    private static CatalogException late(SdkException e) {
        return new TooLate("S3 did not finish in time (QUILT_SERVICE_TIMEOUT); try again, or ask for less.", e);
    }

    private static CatalogException refusal(AwsServiceException e, Target target) {
        if (deleteMarker(e)) {
            return new Missing("The " + target.words() + " was deleted: what stands there is a delete marker;"
                    + " name an older version to read it.");
        }
        return switch (code(e)) {
            case "NoSuchBucket" -> noBucket(target);
            case "NoSuchKey" -> nothing(target);
            case "NoSuchVersion" -> noVersion(target);
            case "PreconditionFailed" -> taken(e, target);
            case "ConditionalRequestConflict" -> raced(target);
            case "AccessDenied", "AllAccessDisabled" -> denied(target);
            case "SlowDown", "ServiceUnavailable", "TooManyRequests" -> throttled(target);
            case "ExpiredToken", "InvalidAccessKeyId", "TokenRefreshRequired", "InvalidToken" -> stillStale(target);
            case "SignatureDoesNotMatch" ->
                new Unavailable(
                        "S3 does not accept this server's signature for " + target.words()
                                + "; check the region of the bucket and AWS_ENDPOINT_URL_S3.",
                        e);
            case "InvalidArgument" -> target.versionId() == null ? byStatus(e, target) : noVersion(target);
            case "RequestTimeTooSkewed" -> new Unavailable("This server's clock differs from that of S3.", e);
            case "InvalidObjectState" -> archived(target);
            case "EntityTooLarge" -> tooLarge(target);
            case "InvalidRange" -> pastTheEnd(target);
            case "PermanentRedirect", "AuthorizationHeaderMalformed" -> wrongRegion(e, target);
            default -> byStatus(e, target);
        };
    }

    /** A web page, which S3 never answers a refusal with, or S3's own word that a VPC endpoint's policy is in the way. */
    private static boolean ofTheNetwork(AwsServiceException e) {
        var details = e.awsErrorDetails();
        if (e.statusCode() != FORBIDDEN || details == null) {
            return false;
        }
        var message = Objects.requireNonNullElse(details.errorMessage(), "");
        return message.contains("VPC endpoint policy")
                || (details.sdkHttpResponse() != null && AnswerCheck.html(details.sdkHttpResponse()));
    }

    private static CatalogException byTheNetwork(AwsServiceException e, Target target) {
        return new Unavailable(
                "A firewall or the policy of a VPC endpoint between this server and S3 refused the request for "
                        + target.words()
                        + ", so that your role was not checked; ask the operators of this server to allow it.",
                e);
    }

    /** HEAD answers have no body, and so no code. */
    private static CatalogException byStatus(AwsServiceException e, Target target) {
        return switch (e.statusCode()) {
            case 301, 307 -> wrongRegion(e, target);
            case 400 -> target.versionId() == null ? rejected(target) : noVersion(target);
            case 403 -> denied(target);
            case 404 -> nothing(target);
            case 405 -> rejected(target);
            case 412 -> taken(e, target);
            case 416 -> pastTheEnd(target);
            case 429, 503 -> throttled(target);
            case 504 -> late(e);
            default -> new Unavailable("S3 failed with HTTP " + e.statusCode() + " for the " + target.words() + ".", e);
        };
    }

    private static CatalogException nothing(Target target) {
        return target.key() == null
                ? noBucket(target)
                : target.versionId() == null ? noObject(target) : noVersion(target);
    }

    private static CatalogException noBucket(Target target) {
        return new Missing("No bucket `" + target.bucket() + "`, or you may not see it; list yours with bucket_list.");
    }

    private static CatalogException noObject(Target target) {
        return new Missing("No " + target.words() + ", or you may not see it; list it with bucket_objects_list.");
    }

    private static CatalogException noVersion(Target target) {
        return new Missing(
                "Version %s not found for %s; bucket_objects_list tells those there are with include_versions=true."
                        .formatted(target.versionId(), target.uri()));
    }

    private static CatalogException denied(Target target) {
        if (target.versionId() != null) {
            return new Denied(
                    "Access denied for version %s of %s, or it does not exist; without a version your role may do more."
                            .formatted(target.versionId(), target.uri()));
        }
        return new Denied("Your role is not allowed to do this with the " + target.words()
                + ", or it does not exist; bucket_list names the buckets you can see.");
    }

    /** A put that may not supersede anything. A lost answer is asked again, and then meets its own object. */
    private static CatalogException taken(AwsServiceException e, Target target) {
        return new Conflict("The " + target.words() + " exists already"
                + (e.numAttempts() > 1
                        ? ", perhaps as a first try of this very call stored it; look with bucket_object_info."
                        : " and was left as it is; send overwrite=true to supersede it."));
    }

    private static CatalogException raced(Target target) {
        return new Conflict("Somebody else is writing the " + target.words() + " right now; look, then try again.");
    }

    private static CatalogException stillStale(Target target) {
        return new Denied(
                "S3 does not accept the credentials that the catalog issued for your role to " + target.words() + ".");
    }

    private static CatalogException archived(Target target) {
        return new Conflict("The " + target.words() + " is archived; it must be restored before it can be read.");
    }

    private static CatalogException tooLarge(Target target) {
        return new TooLarge("S3 takes no content that large for the " + target.words() + ".");
    }

    private static CatalogException throttled(Target target) {
        return new Throttled("S3 asks for fewer requests to bucket `" + target.bucket() + "`; wait a little.", null);
    }

    private static CatalogException wrongRegion(SdkException e, Target target) {
        return new Unavailable("Bucket `" + target.bucket() + "` answers from another region; try again.", e);
    }

    private static CatalogException pastTheEnd(Target target) {
        return new Rejected(
                "offset", "The " + target.words() + " ends before that; bucket_object_info tells its size.");
    }

    private static CatalogException rejected(Target target) {
        return new Rejected(
                null,
                "S3 rejects the request for the " + target.words()
                        + "; check the bucket, the key, the version and the continuation token.");
    }

    /** Whether what was met is a delete marker. */
    static boolean deleteMarker(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details != null
                && details.sdkHttpResponse() != null
                && details.sdkHttpResponse()
                        .firstMatchingHeader("x-amz-delete-marker")
                        .map("true"::equals)
                        .orElse(false);
    }

    private static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
