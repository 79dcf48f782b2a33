package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with the arguments of one call: the first ten faults in words, and how many more there are. */
final class ArgumentFaults {
    static final int TOLD = 10;

    private final List<String> told = new ArrayList<>();
    private int more;

    /** Adds a fault, which is put in words only if it is told. */
    void add(Supplier<String> fault) {
        if (told.size() < TOLD) {
            told.add(fault.get());
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    /** Refuses the call if there is any fault. */
    void refuseIfAny() {
        if (!isEmpty()) {
            var rest = more == 0 ? "" : "; and %,d more".formatted(more);
            throw new Failure.Invalid("Invalid arguments: " + String.join("; ", told) + rest + ".");
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
