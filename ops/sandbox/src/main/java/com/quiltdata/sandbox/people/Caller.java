package com.quiltdata.sandbox.people;

/** What an Authorization header comes to. */
public sealed interface Caller {
    /** The name of the token, or nothing for one the sandbox never issued. */
    String tokenName();

    record Known(Bearer bearer) implements Caller {
        @Override
        public String tokenName() {
            return bearer.name();
        }
    }

    record Refused(String tokenName, String reason) implements Caller {}
}
