package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** s3proxy's protocol handler with SigV4 enabled, and errors in S3's form. */
final class S3Protocol extends S3ProxyHandler {
    private static final long MAX_PUT_BYTES = 1L << 30;
    private static final long MAX_SIGNED_BODY_BYTES = 256L << 20;
    private static final int MAX_CHUNK_BYTES = 16 << 20;

    /** Enough for every skew that the sandbox can be set to: its own handler of clocks decides. */
    private static final int CLOCK_SKEW_SECONDS = 24 * 3600;

    S3Protocol(Store store, Sessions sessions) {
        super(
                store.blobs(),
                AuthenticationType.AWS_V4,
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                null,
                MAX_PUT_BYTES,
                MAX_SIGNED_BODY_BYTES,
                MAX_CHUNK_BYTES,
                /* ignoreUnknownHeaders= */ true,
                null,
                null,
                CLOCK_SKEW_SECONDS);
        setBlobStoreLocator(new RoleStoreLocator(sessions, store.blobs()));
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, S3Error refusal) throws IOException {
        sendSimpleErrorResponse(request, response, refusal.code(), refusal.status(), refusal.message(), Map.of());
    }

    void fail(HttpServletRequest request, HttpServletResponse response, AwsServiceException failure)
            throws IOException {
        SdkHttpResponse carried = S3Exceptions.httpResponse(failure);
        if (carried != null) {
            for (String header : List.of("ETag", "x-amz-delete-marker", "x-amz-version-id", "Allow")) {
                carried.firstMatchingHeader(header).ifPresent(value -> response.setHeader(header, value));
            }
        }
        if (failure.statusCode() == 412 && unchanged(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        String code = S3Exceptions.errorCode(failure);
        var details = failure.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        refuse(
                request,
                response,
                new S3Error(
                        failure.statusCode(),
                        code == null ? S3ErrorDocuments.code(failure.statusCode()) : code,
                        message == null ? "" : message));
    }

    /** Returns whether this is a read whose If-None-Match or If-Modified-Since applied. */
    private static boolean unchanged(HttpServletRequest request) {
        return List.of("GET", "HEAD").contains(request.getMethod())
                && request.getHeader("If-Match") == null
                && request.getHeader("If-Unmodified-Since") == null;
    }
}
