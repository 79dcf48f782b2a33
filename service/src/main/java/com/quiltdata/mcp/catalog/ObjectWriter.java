package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes objects with the caller's own temporary credentials. */
public interface ObjectWriter {
    /**
     * Puts one object, checksummed.
     *
     * @throws CatalogException.Conflict when something stands there and the item may not supersede it
     */
    PutOutcome.Stored put(Caller caller, String bucket, PutItem item);

    /** Puts one object without looking at what it replaces, checksummed. */
    ObjectInfo replace(Caller caller, String bucket, PutItem item);

    /**
     * Puts objects, each on its own: the outcomes stand in the order of the items. When the thread is interrupted, those
     * that are left are not put.
     *
     * @param done is told how many are through, after each of them, in the caller's thread
     */
    default List<PutOutcome> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        var outcomes = new ArrayList<PutOutcome>();
        for (var item : items) {
            outcomes.add(tryPut(caller, bucket, item));
            done.accept(outcomes.size());
        }
        return outcomes;
    }

    /** Puts one of several: only a refused token is thrown, all else is its outcome. */
    default PutOutcome tryPut(Caller caller, String bucket, PutItem item) {
        if (Thread.currentThread().isInterrupted()) {
            return givenUp();
        }
        try {
            return put(caller, bucket, item);
        } catch (CatalogException.Unauthenticated e) {
            throw e;
        } catch (CatalogException e) {
            return new PutOutcome.Refused(e);
        }
    }

    /** Of an object that was not put because nobody waits for it any more. */
    static PutOutcome givenUp() {
        return new PutOutcome.Refused(
                new CatalogException.TooLate("The call was given up before this object was put.", null));
    }

    /**
     * A link to put one object with, valid for {@code lifetime} or as long as the caller's credentials, whichever ends
     * first. Nothing is asked of S3 but the bucket's region, and so not whether the caller may write there.
     */
    SignedUpload uploadLink(Caller caller, UploadTerms terms, Duration lifetime);
}
