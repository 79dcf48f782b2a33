package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.catalog.Workflows;
import java.util.List;
import java.util.Map;

/** The workflows that a bucket's objects spell out. */
public final class BucketWorkflows implements WorkflowReader {
    /** Reads them with the caller's own rights, which the reader of objects has. */
    public static WorkflowReader over(ObjectReader objects) {
        return new BucketWorkflows();
    }

    private BucketWorkflows() {}

    @Override
    public Workflows workflows(Caller caller, String bucket) {
        throw notYet();
    }

    @Override
    public Map<String, Object> schema(Caller caller, String bucket, String id) {
        throw notYet();
    }

    @Override
    public List<String> faults(Caller caller, NewRevision revision) {
        throw notYet();
    }

    private static Unavailable notYet() {
        return new Unavailable("This server cannot do that yet.", null);
    }
}
