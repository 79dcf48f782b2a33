package com.quiltdata.mcp.signin;

/** A client's metadata document was not fetched, because too many are being fetched from its host or in all. */
final class TooManyFetchesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyFetchesException(Throwable cause) {
        super("This server is fetching too many documents about applications; try again later.", cause);
    }
}
