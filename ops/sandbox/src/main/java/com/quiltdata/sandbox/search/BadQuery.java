package com.quiltdata.sandbox.search;

import org.jspecify.annotations.Nullable;

/** A question that cannot be read, and which of its arguments is at fault; the message says why. */
public final class BadQuery extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String SYNTAX = "InvalidQuery";

    private final @Nullable String path;
    private final String name;

    public BadQuery(String message) {
        this(null, SYNTAX, message);
    }

    public BadQuery(@Nullable String path, String name, String message) {
        super(message);
        this.path = path;
        this.name = name;
    }

    BadQuery at(String where) {
        return new BadQuery(where, name, reason());
    }

    public @Nullable String path() {
        return path;
    }

    public String name() {
        return name;
    }

    /** What Elasticsearch calls it. */
    public String elastic() {
        return name.endsWith("_exception") ? name : "query_shard_exception";
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
