package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
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

    /**
     * Puts one object after the other, each on its own: the outcomes stand in the order of the items. When the thread is
     * interrupted, those that are left are not put.
     *
     * @param done is told how many are through, after each of them
     */
    default List<PutOutcome> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        var outcomes = new ArrayList<PutOutcome>();
        for (var item : items) {
            outcomes.add(tryPut(caller, bucket, item));
            done.accept(outcomes.size());
        }
        return outcomes;
    }

    private PutOutcome tryPut(Caller caller, String bucket, PutItem item) {
        if (Thread.currentThread().isInterrupted()) {
            return new PutOutcome.Refused(
                    new CatalogException.TooLate("The call was given up before this object was put.", null));
        }
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
