package com.quiltdata.mcp.catalog.sql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the workgroups that a caller may use. */
public interface WorkgroupReader {
    /** Returns them all, the one that queries use by default first. */
    List<Workgroup> list(Caller caller);

    /**
     * Returns the workgroup of this name, or the default for null.
     *
     * @throws Failure.Denied if the caller may not use it, or may use none
     */
    Workgroup get(Caller caller, @Nullable String name);
}
