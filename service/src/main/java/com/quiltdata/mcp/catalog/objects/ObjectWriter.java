package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes objects with the caller's own temporary credentials. */
public interface ObjectWriter {
    /**
     * Puts one object, checksummed.
     *
     * @throws Failure.Conflict when the key exists and the item may not overwrite it
     */
    PutOutcome.StoredObject put(Caller caller, String bucket, PutItem item);

    /** Puts one object without looking at what it replaces, checksummed. */
    ObjectInfo replace(Caller caller, String bucket, PutItem item);

    /**
     * Puts objects independently of each other; the outcomes are in the order of the items. After an interrupt, the
     * remaining items are not put.
     *
     * @param done receives the number of finished items after each of them, in the caller's thread
     */
    default List<PutOutcome> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        var outcomes = new ArrayList<PutOutcome>();
        for (var item : items) {
            outcomes.add(tryPut(caller, bucket, item));
            done.accept(outcomes.size());
        }
        return outcomes;
    }

    /** Puts one of several objects; only a refused token is thrown, any other failure is the outcome. */
    default PutOutcome tryPut(Caller caller, String bucket, PutItem item) {
        if (Thread.currentThread().isInterrupted()) {
            return givenUp();
        }
        try {
            return put(caller, bucket, item);
        } catch (Failure e) {
            return new PutOutcome.PutRefusal(e);
        }
    }

    /** Returns the outcome of an object that was not put because the call was cancelled. */
    static PutOutcome givenUp() {
        return new PutOutcome.PutRefusal(
                new Failure.TooLate("The call was cancelled before this object was put.", null));
    }

    /**
     * Returns an upload link for one object that is valid for {@code lifetime}, but no longer than the caller's
     * credentials. S3 is asked only for the bucket's region, so the caller's right to write there is not checked.
     */
    SignedUpload uploadLink(Caller caller, UploadLinkRequest terms, Duration lifetime);
}
