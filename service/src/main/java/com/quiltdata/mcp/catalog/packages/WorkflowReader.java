package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the workflows of buckets, and checks revisions against them. */
public interface WorkflowReader {
    /** Returns a reader of what the bucket has now; other reads may return what the caller read shortly before. */
    default WorkflowReader current() {
        return this;
    }

    /** Returns the bucket's workflows; {@link Failure.Invalid} when its configuration file is invalid. */
    Workflows workflows(Caller caller, String bucket);

    /** Returns one of the bucket's schemas, given its id: a JSON Schema of draft 7. */
    Map<String, Object> schema(Caller caller, String bucket, String id);

    /** Returns one of the bucket's schemas, or empty when it cannot be read; for results that are useful without it. */
    default Optional<Map<String, Object>> trySchema(Caller caller, String bucket, String id) {
        return Attempt.of(() -> Optional.of(schema(caller, bucket, id))).orElse(Optional.empty());
    }

    /** Returns why the registry would refuse the revision, in its own words; an unknown size is not checked. */
    List<String> faults(Caller caller, NewRevision revision);
}
