package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes objects with the caller's own temporary credentials. */
public interface ObjectWriter {
    /** Puts one object, checksummed; {@link Failure.Conflict} when the key exists and may not be overwritten. */
    StoredObject put(Caller caller, String bucket, PutItem item);

    /** Puts one object without looking at what it replaces, checksummed. */
    ObjectInfo replace(Caller caller, String bucket, PutItem item);

    /**
     * Puts objects independently of each other; the outcomes are in the order of the items. After an interrupt, the
     * remaining items are not put.
     *
     * @param done receives the number of finished items after each of them, in the caller's thread
     */
    List<Attempt<StoredObject>> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done);

    /** Returns an upload link, limited as {@link ObjectReader#link}; the right to write there is not checked. */
    SignedUpload uploadLink(Caller caller, UploadLinkRequest terms, Duration lifetime);
}
