package com.quiltdata.sandbox.s3;

/** A listener to every change of an object, called on the changing thread before its response is sent. */
@FunctionalInterface
public interface ObjectListener {
    /** Called when the current version of {@code key} has changed, or no longer exists. */
    void changed(String bucket, String key);
}
