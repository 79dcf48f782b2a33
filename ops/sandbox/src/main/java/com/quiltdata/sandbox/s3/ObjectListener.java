package com.quiltdata.sandbox.s3;

/** Hears of every change to an object, whoever made it, on the thread that made it and before that is answered. */
@FunctionalInterface
public interface ObjectListener {
    /** The current version of {@code key} is another one, or there is none any more. */
    void changed(String bucket, String key);
}
