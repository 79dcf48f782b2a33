package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with the arguments of one call: the first ten faults in words, and how many more there are. */
final class ArgumentFaults {
    static final int MAX_SHOWN = 10;

    private final List<String> sentences = new ArrayList<>();
    private int more;

    /** Adds a fault, whose sentence is made only if it is shown. */
    void add(Supplier<String> fault) {
        if (sentences.size() < MAX_SHOWN) {
            sentences.add(fault.get());
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** Refuses the call if there is any fault. */
    void refuseIfAny() {
        if (!isEmpty()) {
            var rest = more == 0 ? "" : "; and %,d more".formatted(more);
            throw new Failure.Invalid("Invalid arguments: " + String.join("; ", sentences) + rest + ".");
        }
    }

    /** Refuses arguments with a string or property name, at any depth, that neither S3 nor a registry could keep. */
    static void refuseBadText(ObjectNode arguments) {
        var bad = Characters.firstBad(arguments);
        if (bad != null) {
            throw new Failure.Invalid(
                    "Invalid arguments: %s must not contain NUL or an unpaired surrogate.".formatted(bad));
        }
    }
}
