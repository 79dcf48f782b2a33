package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The faults in the arguments of one call: the first {@link #MAX_SHOWN} as sentences, the others as a count. */
final class ArgumentFaults {
    static final int MAX_SHOWN = 10;
    static final int MAX_PARSED = 1 << 20;

    private final List<String> sentences = new ArrayList<>();
    private int more;
    private long parsed;

    /** Adds a fault. The sentence is built only if it is shown. */
    void add(Supplier<String> fault) {
        if (sentences.size() < MAX_SHOWN) {
            sentences.add(fault.get());
        } else {
            more++;
        }
    }

    /** Returns whether JSON in a string may be parsed: at most 1,048,576 characters in all strings of a call. */
    boolean mayParse(JsonNode text) {
        parsed += text.textValue().length();
        return parsed <= MAX_PARSED;
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** Throws {@link Failure.Invalid} with all faults if there are any. */
    void refuseIfAny() {
        if (!isEmpty()) {
            var rest = more == 0 ? "" : "; and %,d more".formatted(more);
            throw new Failure.Invalid("Invalid arguments: " + String.join("; ", sentences) + rest + ".");
        }
    }

    /** Refuses arguments with a string, property name or number, at any depth, that would not be stored as it was sent. */
    static void refuseUnstorable(ObjectNode arguments) {
        var bad = WellFormedText.firstBad(arguments);
        if (bad != null) {
            throw new Failure.Invalid(
                    "Invalid arguments: %s must not contain NUL or an unpaired surrogate.".formatted(bad));
        } else if (holdsInfinity(arguments)) {
            throw new Failure.Invalid("Invalid arguments: a number is beyond 1.7e308, the largest that can be stored;"
                    + " send a smaller one, or its digits as a string.");
        }
    }

    /** Returns whether a number at any depth was too large for a double. */
    private static boolean holdsInfinity(JsonNode node) {
        if (node.isDouble()) {
            return Double.isInfinite(node.doubleValue());
        }
        for (var value : node) {
            if (holdsInfinity(value)) {
                return true;
            }
        }
        return false;
    }
}
