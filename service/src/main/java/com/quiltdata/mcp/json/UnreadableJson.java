package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** A text that is not JSON or exceeds a bound of its source. Its message is a clause without anything of the text. */
public final class UnreadableJson extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private UnreadableJson(String reason, boolean tooLarge) {
        super(reason);
        this.tooLarge = tooLarge;
    }

    /** Whether a bound was exceeded, so that the text may well be JSON. */
    public boolean tooLarge() {
        return tooLarge;
    }

    static UnreadableJson of(IOException e, JsonBounds bounds) {
        return switch (e) {
            case CharacterCodingException _ -> new UnreadableJson("is not UTF-8", false);
            case StreamConstraintsException exceeded -> new UnreadableJson(exceeded(exceeded, bounds), true);
            case JsonProcessingException broken -> new UnreadableJson(syntax(broken), false);
            default -> new UnreadableJson("could not be read", false);
        };
    }

    static UnreadableJson tooManyTokens(JsonBounds bounds) {
        return new UnreadableJson(manyTokens(bounds), true);
    }

    private static String manyTokens(JsonBounds bounds) {
        return "holds more than %,d values and names".formatted(bounds.tokens());
    }

    /** Jackson names the bound by its getter. */
    private static String exceeded(StreamConstraintsException e, JsonBounds bounds) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("getMaxTokenCount")) {
            return manyTokens(bounds);
        } else if (message.contains("getMaxNestingDepth")) {
            return "is nested more than %,d levels deep".formatted(bounds.depth());
        } else if (message.contains("getMaxNameLength")) {
            return "holds a name of more than %,d characters".formatted(JsonBounds.NAME);
        } else if (message.contains("getMaxStringLength")) {
            return "holds a string of more than %,d characters".formatted(bounds.string());
        }
        return "holds a number of more than %,d digits".formatted(JsonBounds.NUMBER);
    }

    private static String syntax(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                ? "holds an object with the same name twice"
                : "is not one JSON value";
    }
}
