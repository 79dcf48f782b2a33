package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/**
 * Summarizes the objects under a prefix from a listing of them. The search index cannot: it counts versions, and has
 * neither total sizes nor counts by extension.
 */
record BucketSummary(ObjectReader objects) implements Tool<BucketSummary.Input, BucketSummaryResult> {
    private static final int PAGE = 1000;
    private static final int MAX_PAGES = 20;

    record Input(
            @Doc("Bucket name, \"s3://bucket\" or \"s3://bucket/prefix\"")
            String bucket,

            @Doc("Key prefix, not percent-encoded, e.g. \"raw/2024/\". Default: the whole bucket") @Default("\"\"")
            String prefix) {}

    private static final Spec<Input, BucketSummaryResult> SPEC = new Spec<>(
                    "bucket_summary",
                    "Summarize a bucket",
                    Effect.READ,
                    "Returns the number and total size of a bucket's objects under a prefix, in all and by file "
                            + "extension, with the newest and the largest. Use it before you list an unknown prefix. "
                            + "Scans up to 20,000 objects in key order; if more follow, `truncated` is true and all "
                            + "numbers are minimums. Objects below .quilt/ are left out unless `prefix` names it.",
                    Input.class,
                    BucketSummaryResult.class)
            .slowly();

    @Override
    public Spec<Input, BucketSummaryResult> spec() {
        return SPEC;
    }

    @Override
    public BucketSummaryResult call(Input in, Call call) {
        var request = new ObjectListRequest(
                ObjectListRequest.location(in.bucket(), in.prefix()), null, PAGE, false, false, false);
        var tally = new ObjectTally(request);
        var enough = call.deadline().remaining().dividedBy(2);
        String after = null;
        for (int i = 0; i < MAX_PAGES; i++) {
            var page = objects.list(call.caller(), request.location(), null, PAGE, after);
            page.objects().forEach(tally::add);
            after = page.nextToken();
            if (after == null || call.deadline().remaining().compareTo(enough) < 0) {
                break;
            }
            call.progress().report((double) tally.seen(), null, "%,d objects scanned".formatted(tally.seen()));
            if (!request.namesInternal() && NameSyntax.isInternalKey(after)) {
                tally.skipInternal();
                after = ObjectPage.afterAll(ObjectListRequest.INTERNAL);
            }
        }
        return tally.result(after == null);
    }
}
