package com.quiltdata.sandbox.s3;

import java.util.Optional;

/** A listener to every change of an object, called on the changing thread before its response is sent. */
@FunctionalInterface
public interface ObjectListener {
    /**
     * Called when the current version of {@code key} has changed, or no longer exists.
     *
     * @param created the version or delete marker that was created; empty if it is not known, or if another change was made
     */
    void changed(String bucket, String key, Optional<Version> created);
}
