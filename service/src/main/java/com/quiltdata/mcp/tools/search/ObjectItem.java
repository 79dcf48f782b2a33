package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.ObjectHit;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An object that was found. */
record ObjectItem(
        @Doc("Its bucket") String bucket,
        @Doc("Its key") String key,

        @Doc("This version; what bucket_object_text takes") String s3Uri,

        @Doc("Bytes") @Nullable Long size,
        @Doc("When it was written") Instant modified,

        @Doc("Its text around the match") @Nullable String snippet) {
    static ObjectItem of(ObjectHit hit) {
        return new ObjectItem(
                hit.location().bucket(),
                hit.location().key(),
                S3Uri.print(hit.location()),
                hit.size(),
                hit.modified(),
                hit.snippet());
    }

    Block link() {
        return new Block.Link(s3Uri, key, null, size);
    }

    ObjectItem bare() {
        return new ObjectItem(bucket, key, s3Uri, size, modified, null);
    }
}
