package com.quiltdata.mcp.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;

/** A call that cannot go on without something from the client. Thrown by {@link Answers}; no tool catches it. */
public abstract sealed class Needed extends RuntimeException {
    private Needed(String message) {
        super(message, null, false, false);
    }

    /** The client is asked, and calls again with its answers and what is kept. */
    public static final class Input extends Needed {
        private final transient Map<String, Ask> asks;
        private final transient Answers.Kept kept;

        Input(Map<String, Ask> asks, Answers.Kept kept) {
            super("The call needs input from the client.");
            this.asks = new LinkedHashMap<>(asks);
            this.kept = kept;
        }

        /** What is asked, by key. */
        public Map<String, Ask> asks() {
            return asks;
        }

        /** What the next round must know of this one. */
        public Answers.Kept kept() {
            return kept;
        }
    }

    /** The client did not declare what it would be asked for. */
    public static final class Capability extends Needed {
        private final transient SortedSet<String> capabilities;

        Capability(SortedSet<String> capabilities) {
            super("This call needs a client capability that was not declared: " + String.join(", ", capabilities)
                    + ".");
            this.capabilities = capabilities;
        }

        /** The names of the missing capabilities. */
        public SortedSet<String> capabilities() {
            return capabilities;
        }
    }
}
