package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.SignedUpload;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes objects only to buckets that the connection may use. */
public record RestrictedObjectWriter(ObjectWriter objects) implements ObjectWriter {
    @Override
    public StoredObject put(Caller caller, String bucket, PutItem item) {
        BucketLimit.require(bucket);
        return objects.put(caller, bucket, item);
    }

    @Override
    public ObjectInfo replace(Caller caller, String bucket, PutItem item) {
        BucketLimit.require(bucket);
        return objects.replace(caller, bucket, item);
    }

    @Override
    public List<Attempt<StoredObject>> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        BucketLimit.require(bucket);
        return objects.putAll(caller, bucket, items, done);
    }

    @Override
    public SignedUpload uploadLink(Caller caller, UploadLinkRequest terms, Duration lifetime) {
        BucketLimit.require(terms.bucket());
        return objects.uploadLink(caller, terms, lifetime);
    }
}
