package com.quiltdata.sandbox.search;

/** A question that cannot be read; the message says why. */
public final class BadQuery extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadQuery(String message) {
        super(message);
    }
}
