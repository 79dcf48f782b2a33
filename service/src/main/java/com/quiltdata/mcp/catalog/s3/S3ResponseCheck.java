package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.aws.ForeignResponseException;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Rejects what does not come from S3, such as a proxy's page, which the SDK would read as an empty listing. */
final class S3ResponseCheck implements ExecutionInterceptor {
    private static final String HTML = "text/html";

    /** Matches an MD5 or S3's multipart ETag, but not the time and length that web servers write. */
    private static final Pattern ETAG = Pattern.compile("\"?[0-9a-f]{32}(-\\d+)?\"?");

    @Override
    public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
        var request = context.request();
        var listing = request instanceof ListObjectsV2Request || request instanceof ListObjectVersionsRequest;
        var response = context.httpResponse();
        if (response.isSuccessful() && (listing ? html(response) : !marked(response))) {
            throw ForeignResponseException.create();
        }
    }

    /** Checks listings: every S3 states whether one is truncated, and the key and size of each object. */
    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
        var complete = switch (context.response()) {
            case ListObjectsV2Response listing ->
                listing.isTruncated() != null
                        && listing.contents().stream().allMatch(it -> it.key() != null && it.size() != null);
            case ListObjectVersionsResponse listing ->
                listing.isTruncated() != null
                        && listing.versions().stream().allMatch(it -> it.key() != null && it.size() != null)
                        && listing.deleteMarkers().stream().allMatch(it -> it.key() != null);
            default -> true;
        };
        if (!complete) {
            throw ForeignResponseException.create();
        }
    }

    static boolean html(SdkHttpResponse response) {
        return response.firstMatchingHeader("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith(HTML))
                .orElse(false);
    }

    /** Returns whether the response has a header that only S3 or a compatible store sends. */
    private static boolean marked(SdkHttpResponse response) {
        return response.headers().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.startsWith("x-amz-") || name.startsWith("x-goog-"))
                || response.firstMatchingHeader("ETag")
                        .map(etag -> ETAG.matcher(etag).matches())
                        .orElse(false);
    }
}
