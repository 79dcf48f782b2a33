package com.quiltdata.sandbox.s3;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** S3's error codes and documents by HTTP status. */
public final class S3ErrorDocuments {
    private S3ErrorDocuments() {}

    static String code(int status) {
        return switch (status) {
            case 400 -> "InvalidRequest";
            case 403 -> "AccessDenied";
            case 404 -> "NoSuchKey";
            case 405 -> "MethodNotAllowed";
            case 409 -> "OperationAborted";
            case 412 -> "PreconditionFailed";
            case 416 -> "InvalidRange";
            case 429, 503 -> "SlowDown";
            case 501 -> "NotImplemented";
            default -> "InternalError";
        };
    }

    /** Returns S3's error document with this code, or that of {@code status}, and this message. */
    public static String document(int status, @Nullable String code, String message) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message></Error>""".formatted(Objects.requireNonNullElse(code, code(status)), message);
    }
}
