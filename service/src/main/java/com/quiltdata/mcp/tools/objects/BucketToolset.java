package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import com.quiltdata.mcp.tool.Toolset;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The tools for buckets and their objects. */
public final class BucketToolset {
    /** The toolset's name in configuration and in requests. */
    public static final String NAME = "buckets";

    private static final Set<String> UNLISTED =
            Set.of("bucket_object_text", "bucket_object_fetch", "s3_object_info", "s3_object_link", "s3_object_put");

    private BucketToolset() {}

    public static Toolset of(BucketReader buckets, ObjectReader reader, VersionReader versions, ObjectWriter writer) {
        var lister = new ObjectLister(reader, versions);
        var info = new BucketObjectInfo(reader);
        var link = new BucketObjectLink(reader, InstantSource.system());
        var put = new BucketObjectsPut(buckets, writer);
        return new Toolset(
                NAME,
                List.of(
                        new BucketList(buckets),
                        new BucketObjectsList(lister),
                        info,
                        new BucketObjectText(reader),
                        new BucketObjectFetch(reader),
                        link,
                        put,
                        new BucketObjectUploadLink(buckets, reader, writer, InstantSource.system()),
                        new BucketSummary(reader),
                        new S3ObjectList(lister),
                        new S3ObjectInfo(info),
                        new S3ObjectLink(link),
                        new S3ObjectPut(put)),
                UNLISTED);
    }
}
