package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the workflows of buckets, and what they demand. */
public interface WorkflowReader {
    /** The bucket's workflows; {@link CatalogException.Rejected} when its file is no workflow configuration. */
    Workflows workflows(Caller caller, String bucket);

    /** A schema of the bucket's by its id: a JSON Schema of draft 7. */
    Map<String, Object> schema(Caller caller, String bucket, String id);

    /** The same, as an extra to an answer that is good without it: empty when this one schema cannot be had. */
    default Optional<Map<String, Object>> trySchema(Caller caller, String bucket, String id) {
        try {
            return Optional.of(schema(caller, bucket, id));
        } catch (CatalogException.Unauthenticated e) {
            throw e;
        } catch (CatalogException e) {
            return Optional.empty();
        }
    }

    /**
     * Why the registry would refuse the revision, in its own words; empty when nothing is known to be wrong. A size that is not
     * given is not checked.
     */
    List<String> faults(Caller caller, NewRevision revision);
}
