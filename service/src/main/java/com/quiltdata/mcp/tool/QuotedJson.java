package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.util.regex.Pattern;

/**
 * A value for an argument that is an array or object, and may be sent as JSON in a string.
 *
 * @param value the array or object in the string; any other value as it was sent
 * @param hint why a string that looks like JSON was not parsed, and what to send; else empty
 */
record QuotedJson(JsonNode value, String hint) {
    private static final Pattern LIKE_JSON = Pattern.compile("\\s*[\\[{]");

    /**
     * Parses a value.
     *
     * @param kind {@code array} or {@code object}, for the hint
     */
    static QuotedJson of(JsonNode value, String kind, ArgumentFaults faults) {
        if (!value.isTextual() || !LIKE_JSON.matcher(value.textValue()).lookingAt()) {
            return new QuotedJson(value, "");
        }
        var instead = "; send a JSON %s, not a string".formatted(kind);
        if (!faults.mayParse(value)) {
            var bound = "; JSON in strings may have %,d characters in all".formatted(ArgumentFaults.MAX_PARSED);
            return new QuotedJson(value, bound + instead);
        }
        try {
            return new QuotedJson(BoundedJsonParser.ARGUMENT.read(value.textValue()), "");
        } catch (UnreadableJsonException e) {
            return new QuotedJson(value, "; the string " + e.getMessage() + (e.tooLarge() ? "" : instead));
        }
    }
}
