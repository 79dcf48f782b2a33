package com.quiltdata.mcp.catalog.aws;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The cause of an {@link SdkException} for a response that is not from AWS. The SDK does not retry it. */
public final class ForeignResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ForeignResponseException() {
        super("not a response of the service");
    }

    public static SdkException create() {
        return SdkClientException.create("not a response of the service", new ForeignResponseException());
    }
}
