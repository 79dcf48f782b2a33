package com.quiltdata.sandbox.athena;

import java.util.Map;

/** A refusal of an AWS service, with the name of its type and fields besides the message. */
final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final transient Map<String, String> fields;

    AwsException(String type, String message) {
        this(type, message, Map.of());
    }

    AwsException(String type, String message, Map<String, String> fields) {
        super(message);
        this.type = type;
        this.fields = fields;
    }

    String type() {
        return type;
    }

    Map<String, String> fields() {
        return fields;
    }
}
