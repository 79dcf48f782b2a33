package com.quiltdata.sandbox.registry;

/** Thrown when a mutation is refused with a result type of its own; nothing was changed. */
public final class TypedRefusalException extends RuntimeException {
    private final String type;

    public TypedRefusalException(String type) {
        super(type);
        this.type = type;
    }

    /** Throws the refusal if the condition holds. */
    public static void when(boolean refused, String type) {
        if (refused) {
            throw new TypedRefusalException(type);
        }
    }

    /** Returns the name of the result's type in the schema. */
    public String type() {
        return type;
    }
}
