package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/** The result of {@link BucketSummary}. */
record BucketSummaryResult(
        @Doc("Bucket name") String bucket,
        @Doc("Key prefix") String prefix,

        @Doc("Where the numbers come from: \"scan\", a listing made during this call")
        String source,

        @Doc("Whether objects were left unscanned; all numbers are then minimums")
        boolean truncated,

        @Doc("Number of objects") long objects,
        @Doc("Their total size in bytes") long bytes,

        @Doc("Objects by file extension, up to 20, most frequent first")
        List<Kind> kinds,

        @Doc("Number of objects not in kinds") long otherObjects,
        @Doc("The newest objects, up to 3") List<Item> newest,
        @Doc("The largest objects, up to 3") List<Item> largest,

        @Doc("Number of objects below .quilt/ left out; note says if it is a minimum") @Nullable
        Long internalOmitted,

        @Doc("What the numbers do not include, and the next step") @Nullable
        String note) {
    record Kind(
            @Doc("File extension in lower case; \"unknown\" if the key has none")
            String extension,

            @Doc("Number of objects") long objects,
            @Doc("Their total size in bytes") long bytes) {
        static Kind of(String extension, LongSummaryStatistics sizes) {
            return new Kind(extension, sizes.getCount(), sizes.getSum());
        }
    }

    record Item(
            @Doc("Object key, not percent-encoded") String key,
            @Doc("Size in bytes") long size,

            @Doc("When it was last modified") @Nullable Instant lastModified) {}

    /** What was scanned, and whether that is all. */
    record Scan(
            long objects,
            long bytes,
            boolean complete,
            @Nullable InternalOmission omission) {
        private @Nullable String sentence() {
            return complete
                    ? null
                    : ("At least %,d objects: the scan stopped there, in key order, and more follow. All results"
                                            + " are for the scanned part only. ")
                                    .formatted(objects)
                            + "Summarize a longer prefix; s3_object_list lists the folders.";
        }
    }

    static BucketSummaryResult of(S3Prefix folder, Scan scan, List<Kind> kinds, List<Item> newest, List<Item> largest) {
        var omission = scan.omission();
        return new BucketSummaryResult(
                folder.bucket(),
                folder.prefix(),
                "scan",
                !scan.complete(),
                scan.objects(),
                scan.bytes(),
                kinds,
                scan.objects() - kinds.stream().mapToLong(Kind::objects).sum(),
                newest,
                largest,
                omission == null ? null : omission.count(),
                ObjectNotes.join(scan.sentence(), omission == null ? null : omission.sentence()));
    }
}
