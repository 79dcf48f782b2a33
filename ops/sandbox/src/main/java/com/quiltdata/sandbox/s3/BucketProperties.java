package com.quiltdata.sandbox.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The properties of buckets in S3 that a test may set while the sandbox runs. */
public final class BucketProperties {
    /**
     * The properties of one bucket.
     *
     * @param kmsKey ARN of the key with which its objects are encrypted; absent for none
     * @param requesterPays whether a request must agree to pay
     * @param versioning {@code Enabled} or {@code Suspended}; absent to leave it
     * @param refused actions that no role may do, such as {@code s3:ListBucket} or {@code kms:Decrypt}
     */
    public record Values(
            String bucket,
            @Nullable String kmsKey,
            @Nullable Boolean requesterPays,
            @Nullable String versioning,
            @Nullable List<String> refused) {
        boolean refuses(String action) {
            return refused != null && refused.contains(action);
        }
    }

    private final Map<String, Values> byBucket = new ConcurrentHashMap<>();
    private final Store store;

    public BucketProperties(Store store) {
        this.store = store;
    }

    /** Sets all properties of a bucket. */
    public void set(Values values) {
        if (values.versioning() != null) {
            store.setVersioning(values.bucket(), values.versioning());
        }
        byBucket.put(values.bucket(), values);
    }

    /** Returns how S3 refuses the request because of its bucket's properties, or nothing. */
    Optional<S3Error> refusal(HttpServletRequest request) {
        Values values = of(request);
        if (values == null) {
            return Optional.empty();
        } else if (Boolean.TRUE.equals(values.requesterPays()) && request.getHeader("x-amz-request-payer") == null) {
            return Optional.of(new S3Error(403, "AccessDenied", "Bucket is a Requester Pays bucket"));
        } else if (values.refuses(action(request))) {
            return Optional.of(S3Error.ACCESS_DENIED);
        } else if (values.kmsKey() != null && isRead(request) && values.refuses("kms:Decrypt")) {
            return Optional.of(new S3Error(
                    403,
                    "AccessDenied",
                    "User is not authorized to perform: kms:Decrypt on resource: " + values.kmsKey()));
        }
        return Optional.empty();
    }

    /** Sets the headers that S3 adds to its response because of its bucket's properties. */
    void mark(HttpServletRequest request, HttpServletResponse response) {
        Values values = of(request);
        if (values != null && values.kmsKey() != null && isRead(request)) {
            response.setHeader("x-amz-server-side-encryption", "aws:kms");
            response.setHeader("x-amz-server-side-encryption-aws-kms-key-id", values.kmsKey());
        }
        if (values != null && Boolean.TRUE.equals(values.requesterPays())) {
            response.setHeader("x-amz-request-charged", "requester");
        }
    }

    private @Nullable Values of(HttpServletRequest request) {
        String[] path = request.getRequestURI().split("/", 3);
        return path.length < 2 ? null : byBucket.get(path[1]);
    }

    private static boolean isRead(HttpServletRequest request) {
        return List.of("GET", "HEAD").contains(request.getMethod())
                && request.getRequestURI().matches("/[^/]+/.+");
    }

    /** Returns the action of IAM that permits the request, for those that read. */
    private static String action(HttpServletRequest request) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "").toLowerCase(Locale.ROOT);
        if (isRead(request)) {
            return "s3:GetObject";
        } else if (query.startsWith("versioning")) {
            return "s3:GetBucketVersioning";
        }
        return query.matches("(?:.*&)?versions(?:[&=].*)?") ? "s3:ListBucketVersions" : "s3:ListBucket";
    }
}
