package com.quiltdata.mcp.signin;

import java.io.IOException;

/** A host has responded that there is no document at the URL, or with something else. */
final class NoDocumentException extends IOException {
    private static final long serialVersionUID = 1L;

    NoDocumentException(String message) {
        super(message);
    }
}
