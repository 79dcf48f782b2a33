package com.quiltdata.mcp.catalog.s3;

import com.google.common.collect.Iterables;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Attempt.FailedAttempt;
import com.quiltdata.mcp.catalog.Attempt.SuccessfulAttempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.BucketAccess;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Answer;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Finding;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Properties;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists one object, reads its first byte, and lists one version, as the caller. */
record S3AccessReader(S3Session s3, MemoryBudget memory) implements AccessReader {
    @Override
    public BucketAccess access(Caller caller, String bucket) {
        var target = S3Target.bucket(bucket);
        var region = orNull(attempt(caller, target, as -> as.region().id()));
        var listed = attempt(caller, target, as -> list(as, bucket));
        var list = finding(listed, "S3 answered ListObjectsV2 for the bucket.");
        if (listed instanceof FailedAttempt<?>(var reason) && !(reason instanceof Failure.Denied)) {
            return new BucketAccess(region, list, list, list, new Properties(null, null, null, null));
        }
        var first = listed instanceof SuccessfulAttempt<ListObjectsV2Response>(var page)
                ? Iterables.getFirst(page.contents(), null)
                : null;
        var got = first == null ? null : get(caller, bucket, first);
        var read = got == null || first == null
                ? new Finding(Answer.UNKNOWN, unread(list))
                : finding(got, "S3 returned a byte of %s.".formatted(uri(bucket, first)));
        var versions = finding(
                attempt(caller, target, as -> versions(as, bucket)), "S3 answered ListObjectVersions for the bucket.");
        var versioning = orNull(attempt(caller, target, as -> versioning(as, bucket)));
        return new BucketAccess(
                region, list, read, versions, properties(versioning, listed, got == null ? listed : got));
    }

    private static Properties properties(@Nullable String versioning, Attempt<?> listed, Attempt<?> got) {
        var refused = Stream.<Attempt<?>>of(listed, got)
                .anyMatch(it -> it instanceof FailedAttempt<?>(var reason) && S3KeyRefusals.isRequesterPays(reason));
        return got instanceof SuccessfulAttempt<?>(GetObjectResponse object)
                ? new Properties(
                        versioning,
                        object.serverSideEncryptionAsString(),
                        object.ssekmsKeyId(),
                        object.requestChargedAsString() != null)
                : new Properties(versioning, null, null, refused ? true : null);
    }

    /** Asks S3; a bucket that does not exist is thrown, because then no other request says more. */
    private <T> Attempt<T> attempt(Caller caller, S3Target target, Function<S3Session.CallContext, T> ask) {
        var attempt = Attempt.of(() -> memory.scope(() -> s3.call(caller, target, ask)));
        if (target.key() == null && attempt instanceof FailedAttempt<T>(Failure.NotFound missing)) {
            throw missing;
        }
        return attempt;
    }

    private static <T> @Nullable T orNull(Attempt<T> attempt) {
        return attempt instanceof SuccessfulAttempt<T>(var value) ? value : null;
    }

    private static ListObjectsV2Response list(S3Session.CallContext as, String bucket) {
        return as.client()
                .listObjectsV2(r -> r.bucket(bucket)
                        .maxKeys(1)
                        .encodingType(EncodingType.URL)
                        .overrideConfiguration(as.override()));
    }

    private static ListObjectVersionsResponse versions(S3Session.CallContext as, String bucket) {
        return as.client()
                .listObjectVersions(r -> r.bucket(bucket)
                        .maxKeys(1)
                        .encodingType(EncodingType.URL)
                        .overrideConfiguration(as.override()));
    }

    private static String versioning(S3Session.CallContext as, String bucket) {
        var response = as.client().getBucketVersioning(r -> r.bucket(bucket).overrideConfiguration(as.override()));
        return Objects.requireNonNullElse(response.statusAsString(), "Never enabled");
    }

    private Attempt<GetObjectResponse> get(Caller caller, String bucket, S3Object object) {
        var at = new ObjectLocation(bucket, object.key(), null);
        var range = object.size() == 0 ? null : "bytes=0-0"; // an empty object has no range
        return attempt(caller, S3Target.object(at), as -> as.get(at, range, S3AccessReader::firstByte));
    }

    private static GetObjectResponse firstByte(GetObjectResponse response, AbortableInputStream in) {
        try {
            var _ = in.read();
            if (ObjectInfos.requireSize(response.contentLength()) > 1) {
                in.abort();
            }
            return response;
        } catch (IOException e) {
            throw RetryableException.create("the object broke off", e);
        }
    }

    /** Returns an answer only where S3 gave one; what this server's network or S3's state prevents is unknown. */
    private static Finding finding(Attempt<?> attempt, String evidence) {
        return switch (attempt) {
            case SuccessfulAttempt<?> _ -> new Finding(Answer.YES, evidence);
            case FailedAttempt<?>(Failure.Denied denied) ->
                new Finding(Answer.NO, "S3 refused the request: " + denied.sentence());
            case FailedAttempt<?>(var reason) -> new Finding(Answer.UNKNOWN, reason.sentence());
        };
    }

    private static String unread(Finding list) {
        return list.answer() == Answer.YES
                ? "The bucket has no object that a read could prove."
                : "Without a listing, no object is known that a read could prove.";
    }

    private static String uri(String bucket, S3Object object) {
        return S3Uri.print(new ObjectLocation(bucket, object.key(), null));
    }
}
