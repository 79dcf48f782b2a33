package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.packages.PackageFileInput.InlineInput;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageAddSummary}. */
record AddedSummary(
        @Doc("\"updated\", or \"preview\" after a dry run") String action,
        @Doc("Package, as namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,

        @Doc("Top hash of the new revision; absent in a preview") @Nullable
        String topHash,

        @Doc("Top hash of the summarized revision") String baseHash,
        @Doc("Commit message") String message,
        @Doc("Logical keys of added files") List<String> added,
        @Doc("Logical keys of replaced files") List<String> replaced,

        @Doc("Logical keys of existing files that were not replaced")
        List<String> kept,

        @Doc("Generated texts, in a preview") @Nullable List<GeneratedText> texts,

        @Doc("Catalog page of the new revision") @Nullable String packageUrl,

        @Doc("Quilt+ URI of the new revision") @Nullable String uri,

        @Doc("Warnings") List<String> warnings,
        @Doc("Authentication method") String authType) {
    private static final int MAX_PREVIEW = 12_000;

    static AddedSummary preview(PackageName name, String base, String message, SummaryPlan plan) {
        var texts = new ArrayList<GeneratedText>();
        var warnings = new ArrayList<>(plan.warnings());
        for (var file : plan.written()) {
            if (file.content().length() > MAX_PREVIEW) {
                warnings.add("The text of `%s` is too long for a preview.".formatted(file.key()));
            } else if (!file.key().startsWith(SummaryChart.FOLDER)) {
                texts.add(new GeneratedText(file.key(), file.content(), String.valueOf(file.contentType())));
            }
        }
        return new AddedSummary(
                "preview",
                name.name(),
                "s3://" + name.bucket(),
                null,
                base,
                message,
                added(plan),
                plan.replaced(),
                plan.kept(),
                texts,
                null,
                null,
                warnings,
                "jwt");
    }

    static AddedSummary published(PublishedRevision published, String base, SummaryPlan plan, CatalogSite site) {
        var name = published.name();
        return new AddedSummary(
                "updated",
                name.name(),
                "s3://" + name.bucket(),
                published.hash(),
                base,
                String.valueOf(published.message()),
                added(plan),
                plan.replaced(),
                plan.kept(),
                null,
                site.packageTree(name, published.hash(), ""),
                published.uri(),
                published.warnings(),
                "jwt");
    }

    private static List<String> added(SummaryPlan plan) {
        return plan.written().stream()
                .map(InlineInput::key)
                .filter(key -> !plan.replaced().contains(key))
                .toList();
    }
}
