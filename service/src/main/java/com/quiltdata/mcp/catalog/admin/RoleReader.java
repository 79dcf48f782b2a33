package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/** Reads roles and policies, for administrators; each method throws {@link Failure.Denied} for others. */
public interface RoleReader {
    RoleDirectory roles(Caller caller);

    List<Policy> policies(Caller caller);

    /** Returns the names of all buckets of the catalog, also of those that the caller's role cannot see. */
    List<String> bucketNames(Caller caller);
}
