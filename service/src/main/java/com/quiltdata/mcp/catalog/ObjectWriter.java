package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes objects with the caller's own temporary credentials. */
public interface ObjectWriter {
    /** Puts one object, checksummed; the answer is what now stands there. */
    ObjectInfo put(
            Caller caller,
            String bucket,
            String key,
            byte[] content,
            @Nullable String contentType,
            Map<String, String> metadata);

    /** Puts one object after the other, each on its own: the outcomes stand in the order of the items. */
    default List<PutOutcome> putAll(Caller caller, String bucket, List<PutItem> items) {
        return items.stream().map(item -> tryPut(caller, bucket, item)).toList();
    }

    private PutOutcome tryPut(Caller caller, String bucket, PutItem item) {
        try {
            return new PutOutcome.Stored(
                    put(caller, bucket, item.key(), item.content(), item.contentType(), item.metadata()));
        } catch (CatalogException.Unauthenticated e) {
            throw e;
        } catch (CatalogException e) {
            return new PutOutcome.Refused(e);
        }
    }
}
