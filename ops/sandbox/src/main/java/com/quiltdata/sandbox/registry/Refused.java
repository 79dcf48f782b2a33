package com.quiltdata.sandbox.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mutation that was not made; nothing was changed. */
public final class Refused extends RuntimeException {
    private final @Nullable String path;
    private final String name;
    private final transient @Nullable Map<String, @Nullable Object> context;

    private Refused(
            @Nullable String path, String name, String message, @Nullable Map<String, @Nullable Object> context) {
        super(message);
        this.path = path;
        this.name = name;
        this.context = context;
    }

    /** An input that must be another one. */
    public static Refused input(String path, String name, String message) {
        return new Refused(path, name, message, null);
    }

    /** An input that a workflow does not take; the registry repeats the message in the context. */
    public static Refused workflow(String path, String name, String message) {
        return new Refused(path, name, message, Map.of("details", message));
    }

    /** Something that no other input alone would mend. */
    public static Refused operation(String name, String message, Map<String, @Nullable Object> context) {
        return new Refused(null, name, message, context);
    }

    public static Refused forbidden(String details) {
        return operation("Forbidden", details, Map.of("details", details));
    }

    /** What S3 answered, as the registry passes it on. */
    public static Refused aws(int status, String code, String message) {
        return operation(
                "AWSError", message, Map.of("status_code", status, "error_code", code, "error_message", message));
    }

    /** Which input it was, and null where it was none. */
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
