package com.quiltdata.mcp.catalog.s3;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The cause of an {@link SdkException} for a response that is not from S3. The SDK does not retry it. */
final class NotS3Exception extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotS3Exception() {
        super("not a response of S3");
    }

    static SdkException create() {
        return SdkClientException.create("not a response of S3", new NotS3Exception());
    }
}
