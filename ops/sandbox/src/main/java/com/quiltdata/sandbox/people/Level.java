package com.quiltdata.sandbox.people;

/** What a role may do in a bucket; the names are those of the schema's BucketPermissionLevel. */
public enum Level {
    READ,
    READ_WRITE;

    public static Level max(Level one, Level other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
