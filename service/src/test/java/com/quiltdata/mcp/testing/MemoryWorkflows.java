package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The workflows of every bucket, in memory. */
public final class MemoryWorkflows implements WorkflowReader {
    /** What every bucket has. */
    public Workflows workflows = Workflows.none();

    /** The schemas that can be read, by id. */
    public final Map<String, Map<String, Object>> schemas = new HashMap<>();

    /** What the registry has against a revision. */
    public Function<NewRevision, List<String>> judge = revision -> List.of();

    /** The revisions that were judged. */
    public final List<NewRevision> judged = new ArrayList<>();

    @Override
    public Workflows workflows(Caller caller, String bucket) {
        return workflows;
    }

    @Override
    public Map<String, Object> schema(Caller caller, String bucket, String id) {
        var schema = schemas.get(id);
        if (schema == null) {
            throw new Failure.Invalid("workflow", "There is no '" + id + "' in schemas.");
        }
        return schema;
    }

    @Override
    public List<String> faults(Caller caller, NewRevision revision) {
        judged.add(revision);
        return judge.apply(revision);
    }
}
