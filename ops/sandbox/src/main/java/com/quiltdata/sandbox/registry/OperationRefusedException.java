package com.quiltdata.sandbox.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thrown when a mutation is refused; nothing was changed. */
public final class OperationRefusedException extends RuntimeException {
    private final @Nullable String path;
    private final String name;
    private final transient @Nullable Map<String, @Nullable Object> context;

    private OperationRefusedException(
            @Nullable String path, String name, String message, @Nullable Map<String, @Nullable Object> context) {
        super(message);
        this.path = path;
        this.name = name;
        this.context = context;
    }

    /** Returns a refusal of an invalid input. */
    public static OperationRefusedException input(String path, String name, String message) {
        return new OperationRefusedException(path, name, message, null);
    }

    /** Returns a refusal of an invalid input, with details. */
    public static OperationRefusedException input(
            String path, String name, String message, Map<String, @Nullable Object> context) {
        return new OperationRefusedException(path, name, message, context);
    }

    /** Returns a refusal of an input by a workflow; the registry repeats the message in the context. */
    public static OperationRefusedException workflow(String path, String name, String message) {
        return new OperationRefusedException(path, name, message, Map.of("details", message));
    }

    /** Returns a refusal that no other input would avoid. */
    public static OperationRefusedException operation(
            String name, String message, Map<String, @Nullable Object> context) {
        return new OperationRefusedException(null, name, message, context);
    }

    public static OperationRefusedException forbidden(String details) {
        return operation("Forbidden", details, Map.of("details", details));
    }

    /** Returns a refusal with S3's response, as the registry passes it on. */
    public static OperationRefusedException aws(int status, String code, String message) {
        return operation(
                "AWSError", message, Map.of("status_code", status, "error_code", code, "error_message", message));
    }

    /** Returns the invalid input, or null if there is none. */
    public @Nullable String path() {
        return path;
    }

    public String name() {
        return name;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public @Nullable Map<String, @Nullable Object> context() {
        return context;
    }
}
