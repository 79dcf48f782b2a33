package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link PackageCreateFromS3} answers, of what it made and of what it would make. */
record FromS3(
        @Doc("created, or preview after a dry run") String action,
        @Doc("The package") String packageName,
        @Doc("Its bucket") String registry,

        @Doc("The new top hash") @Nullable String packageHash,

        @Doc("The one before") @Nullable String baseHash,

        @Doc("How many files it has") int totalFiles,

        @Doc("Bytes of the objects") long totalSize,

        @Doc("The same for people") @Nullable String totalSizeHuman,

        @Doc("Objects that the patterns leave out") int excluded,

        @Doc("Objects that cannot become files") int leftOutCount,
        @Doc("The first of these, and why") List<Found.Left> leftOut,
        @Doc("Files by folder") Map<String, Integer> structure,
        @Doc("The package's metadata") @Nullable Map<String, Object> metadataPreview,

        @Doc("The generated README.md") @Nullable String readmePreview,

        @Doc("The generated quilt_summarize.json") @Nullable String summaryPreview,

        @Doc("The files, in order of their keys") List<Line> entries,

        @Doc("Web page") @Nullable String packageUrl,
        @Doc("Quilt+ URI") @Nullable String uri,
        @Doc("What to mind") List<String> warnings,
        @Doc("Whether lists are cut") boolean truncated,
        @Doc("What is left out") @Nullable String note,
        @Doc("How the caller is known") String authType)
        implements Sliceable<FromS3> {
    private static final int MOST_FOLDERS = 50;
    private static final int MOST_LEFT = 50;
    private static final int MOST = 1000;

    record Line(
            @Doc("Its key in the package") String logicalKey,

            @Doc("The object; its version is pinned at the making")
            String physicalKey,

            @Doc("Bytes") long size) {}

    static FromS3 preview(Plan plan, String folder, CatalogSite site, List<String> warnings) {
        return of(plan, folder, site, warnings, null);
    }

    static FromS3 created(Plan plan, String folder, CatalogSite site, Push.Made made) {
        return of(plan, folder, site, made.warnings(), made);
    }

    private static FromS3 of(
            Plan plan, String folder, CatalogSite site, List<String> warnings, Push.@Nullable Made made) {
        var bytes = plan.objects().values().stream().mapToLong(it -> it.size()).sum();
        var name = plan.name();
        return new FromS3(
                        made == null ? "preview" : "created",
                        name.name(),
                        "s3://" + name.bucket(),
                        made == null ? null : made.hash(),
                        made == null ? null : made.base(),
                        plan.objects().size() + plan.generated().size(),
                        bytes,
                        Entry.human(bytes),
                        plan.found().excluded(),
                        plan.found().left().size(),
                        plan.found().left().stream().limit(MOST_LEFT).toList(),
                        folders(plan),
                        plan.meta(),
                        plan.text(Readme.NAME),
                        plan.text(Summary.NAME),
                        lines(plan, folder),
                        made == null ? null : site.packageTree(name, null, ""),
                        made == null ? null : uri(made),
                        warnings,
                        false,
                        null,
                        "jwt")
                .first(MOST);
    }

    private static String uri(Push.Made made) {
        return new QuiltUri(made.name().bucket(), made.name().name(), made.hash(), null, null, null).print();
    }

    private static Map<String, Integer> folders(Plan plan) {
        var folders = new LinkedHashMap<String, Integer>();
        plan.folders().entrySet().stream()
                .limit(MOST_FOLDERS)
                .forEach(it -> folders.put(it.getKey().isEmpty() ? "/" : it.getKey() + "/", it.getValue()));
        return folders;
    }

    private static List<Line> lines(Plan plan, String folder) {
        var lines = new ArrayList<Line>();
        for (var text : plan.generated()) {
            var place = new ObjectLocation(plan.name().bucket(), folder + text.key(), null);
            lines.add(new Line(text.key(), S3Uri.print(place), text.upload().content().length));
        }
        plan.objects().entrySet().stream()
                .limit(MOST)
                .forEach(it -> lines.add(new Line(
                        it.getKey(),
                        S3Uri.print(
                                new ObjectLocation(plan.bucket(), it.getValue().key(), null)),
                        it.getValue().size())));
        return lines;
    }

    @Override
    public int parts() {
        return entries.size();
    }

    @Override
    public FromS3 first(int parts) {
        return told(Math.clamp(parts, 0, entries.size()), metadataPreview == null);
    }

    /** Without the texts and the metadata, which may be of any size. */
    @Override
    public @Nullable FromS3 lean() {
        return metadataPreview == null ? null : told(entries.size(), true);
    }

    private FromS3 told(int listed, boolean lean) {
        var some = lean || listed < totalFiles || leftOut.size() < leftOutCount;
        return new FromS3(
                action,
                packageName,
                registry,
                packageHash,
                baseHash,
                totalFiles,
                totalSize,
                totalSizeHuman,
                excluded,
                leftOutCount,
                leftOut,
                structure,
                lean ? null : metadataPreview,
                lean ? null : readmePreview,
                lean ? null : summaryPreview,
                entries.subList(0, listed),
                packageUrl,
                uri,
                warnings,
                some,
                some ? left(listed, lean) : null,
                authType);
    }

    private String left(int listed, boolean lean) {
        return "%,d of %,d files and %,d of %,d objects left out are listed%s%s"
                .formatted(
                        listed,
                        totalFiles,
                        leftOut.size(),
                        leftOutCount,
                        lean ? ", the metadata and the generated texts are too large to show" : "",
                        packageHash == null
                                ? "; a dry run of a longer source_prefix shows more."
                                : "; package_browse shows the others.");
    }
}
