package com.quiltdata.mcp.tool;

import java.util.Map;
import java.util.SortedSet;

/** A call that needs something from the client to continue. Thrown by {@link ClientInputs}; no tool may catch it. */
public abstract sealed class InputRequiredException extends RuntimeException {
    private InputRequiredException(String message) {
        super(message, null, false, false);
    }

    /** The client must send input: it repeats the call with its responses and the state. */
    public static final class Input extends InputRequiredException {
        private final transient Map<String, InputRequest> requests;
        private final transient ClientInputs.RoundState state;

        Input(Map<String, InputRequest> requests, ClientInputs.RoundState state) {
            super("The call needs input from the client.");
            this.requests = requests;
            this.state = state;
        }

        /** Returns the requests, by key. */
        public Map<String, InputRequest> requests() {
            return requests;
        }

        /** Returns the state for the next round. */
        public ClientInputs.RoundState state() {
            return state;
        }
    }

    /** The client did not declare a capability that a request requires. */
    public static final class MissingCapability extends InputRequiredException {
        private final transient SortedSet<String> capabilities;

        MissingCapability(SortedSet<String> capabilities) {
            super("This call needs a client capability that was not declared: " + String.join(", ", capabilities)
                    + ".");
            this.capabilities = capabilities;
        }

        /** Returns the names of the missing capabilities. */
        public SortedSet<String> capabilities() {
            return capabilities;
        }
    }
}
