package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.List;
import java.util.Map;

/** Reads workflows, and checks revisions, only in buckets that the connection may use. */
public record RestrictedWorkflowReader(WorkflowReader workflows) implements WorkflowReader {
    @Override
    public WorkflowReader current() {
        return new RestrictedWorkflowReader(workflows.current());
    }

    /** {@inheritDoc} Successors are left out if the connection may not use them. */
    @Override
    public Workflows workflows(Caller caller, String bucket) {
        BucketLimit.require(bucket);
        var all = workflows.workflows(caller, bucket);
        return new Workflows(
                all.configured(),
                all.required(),
                all.defaultId(),
                all.workflows(),
                all.schemas(),
                all.successors().stream()
                        .filter(successor -> isAllowed(successor.uri()))
                        .toList());
    }

    private static boolean isAllowed(String uri) {
        return AllowedBuckets.current().allows(uri.replaceFirst("^s3://", "").replaceFirst("/+$", ""));
    }

    @Override
    public Map<String, Object> schema(Caller caller, String bucket, String id) {
        BucketLimit.require(bucket);
        return workflows.schema(caller, bucket, id);
    }

    @Override
    public List<String> faults(Caller caller, NewRevision revision) {
        RestrictedPackageWriter.requireAll(revision);
        return workflows.faults(caller, revision);
    }
}
