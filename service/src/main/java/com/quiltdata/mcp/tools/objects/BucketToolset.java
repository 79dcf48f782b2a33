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

    private BucketToolset() {}

    public static Toolset of(BucketReader buckets, ObjectReader reader, VersionReader versions, ObjectWriter writer) {
        return new Toolset(
                NAME,
                List.of(
                        new BucketList(buckets),
                        new BucketObjectsList(reader, versions),
                        new BucketObjectInfo(reader),
                        new BucketObjectText(reader),
                        new BucketObjectFetch(reader),
                        new BucketObjectLink(reader, InstantSource.system()),
                        new BucketObjectsPut(buckets, writer),
                        new BucketObjectUploadLink(buckets, reader, writer, InstantSource.system())),
                Set.of("bucket_object_upload_link"));
    }
}
