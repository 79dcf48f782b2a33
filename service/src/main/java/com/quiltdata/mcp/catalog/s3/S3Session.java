package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.aws.AwsFailureMapper;
import com.quiltdata.mcp.catalog.aws.AwsSession;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Calls S3 as a caller, in the bucket's region, and once more with fresh credentials when S3 rejects stale ones. */
record S3Session(CredentialsSource source, S3Clients clients, BucketRegionCache regions) {
    private static final Logger LOG = LoggerFactory.getLogger(S3Session.class);

    /** Excludes names that could be an ARN or change the host of a URL. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    /** One attempt of a call: a client without credentials, and those of the caller, to be set on each request. */
    record CallContext(
            S3Client client, AwsRequestOverrideConfiguration override, Credentials credentials, Region region) {
        ObjectInfo head(ObjectLocation location) {
            return ObjectInfos.of(
                    location,
                    client.headObject(r -> r.bucket(location.bucket())
                            .key(location.key())
                            .versionId(location.versionId())
                            .overrideConfiguration(override)));
        }

        <T> T get(ObjectLocation location, @Nullable String range, ResponseTransformer<GetObjectResponse, T> reader) {
            return client.getObject(
                    r -> r.bucket(location.bucket())
                            .key(location.key())
                            .versionId(location.versionId())
                            .range(range)
                            .overrideConfiguration(override),
                    reader);
        }
    }

    /** Runs the work as the caller; it may be run twice. */
    <T> T call(Caller caller, S3Target target, Function<CallContext, T> work) {
        if (!BUCKET.matcher(target.bucket()).matches()) {
            throw new Failure.Invalid(
                    "bucket", "`" + target.bucket() + "` is no bucket name; list yours with bucket_list.");
        }
        var credentials = source.get(caller);
        try {
            return attempt(caller, credentials, target, work);
        } catch (SdkException e) {
            if (!S3FailureMapper.stale(e)) {
                throw fault(e, target);
            }
        }
        source.forget(caller, credentials);
        try {
            return attempt(caller, source.get(caller), target, work);
        } catch (SdkException e) {
            throw fault(e, target);
        }
    }

    private <T> T attempt(Caller caller, Credentials credentials, S3Target target, Function<CallContext, T> work) {
        var override = AwsSession.as(caller, credentials);
        var region = regions.of(target.bucket(), override);
        try {
            return work.apply(new CallContext(clients.client(region), override, credentials, region));
        } catch (UncheckedIOException e) { // thrown by the SDK when a document ends while it is parsed
            throw new Failure.Unavailable("S3 broke off during its response for " + target.words() + "; try again.", e);
        }
    }

    private Failure fault(SdkException e, S3Target target) {
        var fault = AwsFailureMapper.carried(e).orElseGet(() -> S3FailureMapper.of(e, target));
        if (target.written() && AwsFailureMapper.carried(e).isEmpty() && AwsFailureMapper.unanswered(e)) {
            fault = S3FailureMapper.unknown(fault);
        }
        log(e, target.bucket());
        if (fault instanceof Failure.Unavailable) {
            regions.forget(target.bucket());
        }
        return fault;
    }

    /** Logs S3's request id, by which AWS finds the request; of the caller's request itself, only the bucket. */
    private static void log(SdkException e, String bucket) {
        if (e instanceof AwsServiceException s3) {
            LOG.info(
                    "S3 refused bucket={} status={} code={} s3_request={} s3_host={}",
                    bucket,
                    s3.statusCode(),
                    s3.awsErrorDetails() == null ? null : s3.awsErrorDetails().errorCode(),
                    s3.requestId(),
                    s3.extendedRequestId());
        } else {
            LOG.warn(
                    "S3 did not respond bucket={} fault={}",
                    bucket,
                    e.getClass().getSimpleName());
        }
    }
}
