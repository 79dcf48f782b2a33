package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** Thrown for a text that is not JSON or exceeds a bound. The message is a clause without anything of the text. */
public final class UnreadableJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private UnreadableJsonException(String reason, boolean tooLarge) {
        super(reason);
        this.tooLarge = tooLarge;
    }

    /** Returns whether a bound was exceeded; the text may then be valid JSON. */
    public boolean tooLarge() {
        return tooLarge;
    }

    static UnreadableJsonException of(IOException e, StreamReadConstraints bounds) {
        return switch (e) {
            case CharacterCodingException _ -> new UnreadableJsonException("is not UTF-8", false);
            case StreamConstraintsException exceeded -> new UnreadableJsonException(exceeded(exceeded, bounds), true);
            case JsonProcessingException broken -> new UnreadableJsonException(syntax(broken), false);
            default -> new UnreadableJsonException("could not be read", false);
        };
    }

    static UnreadableJsonException tooManyTokens(StreamReadConstraints bounds) {
        return new UnreadableJsonException(manyTokens(bounds), true);
    }

    private static String manyTokens(StreamReadConstraints bounds) {
        return "holds more than %,d values and names".formatted(bounds.getMaxTokenCount());
    }

    /** Returns the clause for an exceeded bound, which Jackson's message names by its getter. */
    private static String exceeded(StreamConstraintsException e, StreamReadConstraints bounds) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("getMaxTokenCount")) {
            return manyTokens(bounds);
        } else if (message.contains("getMaxNestingDepth")) {
            return "is nested more than %,d levels deep".formatted(bounds.getMaxNestingDepth());
        } else if (message.contains("getMaxNameLength")) {
            return "holds a name of more than %,d characters".formatted(bounds.getMaxNameLength());
        } else if (message.contains("getMaxStringLength")) {
            return "holds a string of more than %,d characters".formatted(bounds.getMaxStringLength());
        }
        return "holds a number of more than %,d digits".formatted(bounds.getMaxNumberLength());
    }

    private static String syntax(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                ? "holds an object with the same name twice"
                : "is not one JSON value";
    }
}
