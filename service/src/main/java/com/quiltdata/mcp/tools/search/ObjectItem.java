package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An object in a search result. */
record ObjectItem(
        @Doc("Bucket name") String bucket,
        @Doc("Object key") String key,

        @Doc("S3 URI of this version; send it to object_read")
        String s3Uri,

        @Doc("Size in bytes") @Nullable Long size,
        @Doc("When it was last modified") Instant modified,

        @Doc("Text around the match") @Nullable String snippet) {
    static ObjectItem of(ObjectHit hit) {
        return new ObjectItem(
                hit.location().bucket(),
                hit.location().key(),
                S3Uri.print(hit.location()),
                hit.size(),
                hit.modified(),
                hit.snippet());
    }

    ContentBlock link() {
        return new ContentBlock.ResourceLink(s3Uri, key, null, size);
    }

    ObjectItem withoutMetadata() {
        return new ObjectItem(bucket, key, s3Uri, size, modified, null);
    }
}
