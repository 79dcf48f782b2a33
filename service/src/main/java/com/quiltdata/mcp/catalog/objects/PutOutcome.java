package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import org.jspecify.annotations.Nullable;

/** The outcome of putting one of several objects. */
public sealed interface PutOutcome {
    /**
     * The object was stored.
     *
     * @param replaced the object that it replaced; null when there was none, or when that is unknown
     */
    record StoredObject(ObjectInfo info, @Nullable ObjectInfo replaced) implements PutOutcome {}

    /** The object was not stored; never for {@link UnauthenticatedException}, which ends the whole call. */
    record PutRefusal(Failure reason) implements PutOutcome {}
}
