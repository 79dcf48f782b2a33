package com.quiltdata.mcp.catalog.parquet;

import com.quiltdata.mcp.catalog.Failure;
import java.util.concurrent.Callable;

/** Thrown when a file or a column cannot be read; the message is a sentence without its full stop. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message, null, false, false);
    }

    /** Decodes bytes that are already read, so that any exception shows that they are malformed. */
    static <T> T decode(String what, Callable<T> work) {
        try {
            return work.call();
        } catch (UnreadableException | Failure e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            throw new UnreadableException("%s is malformed".formatted(what));
        }
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new UnreadableException(message);
        }
    }
}
