package com.quiltdata.sandbox.people;

/** The result of validating an Authorization header. */
public sealed interface Caller {
    /** Returns the token's name, or nothing for a token that the sandbox never issued. */
    String tokenName();

    record Known(BearerToken bearer) implements Caller {
        @Override
        public String tokenName() {
            return bearer.name();
        }
    }

    record Refused(String tokenName, String reason) implements Caller {}
}
