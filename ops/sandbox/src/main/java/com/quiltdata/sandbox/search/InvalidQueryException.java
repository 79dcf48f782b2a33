package com.quiltdata.sandbox.search;

import org.jspecify.annotations.Nullable;

/** Thrown for an invalid query; names the invalid argument, and the message says why. */
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String SYNTAX = "InvalidQuery";

    private final @Nullable String path;
    private final String name;

    public InvalidQueryException(String message) {
        this(null, SYNTAX, message);
    }

    public InvalidQueryException(@Nullable String path, String name, String message) {
        super(message);
        this.path = path;
        this.name = name;
    }

    InvalidQueryException withPath(String path) {
        return new InvalidQueryException(path, name, reason());
    }

    public @Nullable String path() {
        return path;
    }

    public String name() {
        return name;
    }

    /** Returns Elasticsearch's name of the error. */
    public String elastic() {
        return name.endsWith("_exception") ? name : "query_shard_exception";
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
