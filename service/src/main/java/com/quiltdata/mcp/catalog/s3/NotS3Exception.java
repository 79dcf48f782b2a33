package com.quiltdata.mcp.catalog.s3;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The reason of an {@link SdkException}: something else than S3 answered. The SDK does not try again. */
final class NotS3Exception extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotS3Exception() {
        super("not an answer of S3");
    }

    /** The exception that a call to S3 ends with. */
    static SdkException create() {
        return SdkClientException.create("not an answer of S3", new NotS3Exception());
    }
}
