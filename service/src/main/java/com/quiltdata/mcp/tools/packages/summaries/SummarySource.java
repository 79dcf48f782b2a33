package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tools.QuiltSummarize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a package.
 *
 * @param bucket the bucket of the package; null if unknown
 * @param quilt the member {@code quilt} of the metadata; empty if there is none
 */
record SummarySource(
        String name, @Nullable String bucket, PackageContents contents, Map<String, Object> quilt, SummaryInput input) {
    private static final int MAX_TEXT = 500;

    static SummarySource of(SummaryInput in) {
        return new SummarySource(
                ArgumentParser.parse("package_name", in.packageName(), NameSyntax::packageName),
                bucket(in.sourceInfo()),
                StructureParser.parse(in.organizedStructure()),
                quilt(in.packageMetadata()),
                in);
    }

    private static @Nullable String bucket(Map<String, Object> source) {
        var name = Stream.of("registry", "target_registry", "bucket")
                .filter(it -> source.get(it) instanceof String text && !text.isBlank())
                .findFirst();
        if (name.isEmpty()) {
            return null;
        }
        var bucket = ArgumentParser.parse(
                "source_info." + name.get(), String.valueOf(source.get(name.get())), NameSyntax::bucket);
        BucketLimit.require(bucket);
        return bucket;
    }

    private static Map<String, Object> quilt(Map<String, Object> metadata) {
        var quilt = new LinkedHashMap<String, Object>();
        if (metadata.get("quilt") instanceof Map<?, ?> member) {
            member.forEach((key, value) -> quilt.put(String.valueOf(key), value));
        }
        return quilt;
    }

    /** The description in the metadata; null if there is none. */
    @Nullable
    String description() {
        var own = text(quilt, "description");
        return own == null ? text(input.packageMetadata(), "description") : own;
    }

    /** A text or number under a name, shortened to 500 characters; null if there is none. */
    static @Nullable String text(Map<String, Object> values, String name) {
        var value = values.get(name);
        return value instanceof Number || (value instanceof String text && !text.isBlank())
                ? WellFormedText.shortened(String.valueOf(value), MAX_TEXT)
                : null;
    }

    /** The page of the package in the catalog; null if its bucket is unknown. */
    @Nullable
    String page(CatalogSite site) {
        return bucket == null ? null : site.packageTree(new PackageName(bucket, name), null, "");
    }

    /** The Python expression that opens the package. */
    String browseCommand() {
        return "quilt3.Package.browse('%s'%s)"
                .formatted(name, bucket == null ? "" : ", registry='s3://" + bucket + "'");
    }

    /** The given text of the README; null if there is none. */
    @Nullable
    String readme() {
        return input.readmeContent().isBlank() ? null : input.readmeContent();
    }

    /** The logical key of the README that the package has or gets; null for none. */
    @Nullable
    String readmePath() {
        return contents.atRoot(QuiltSummarize.README).orElse(readme() == null ? null : QuiltSummarize.README);
    }

    /** The text of the README: the given one, or a generated one; null if the package has a README already. */
    @Nullable
    String readmeText() {
        if (readme() != null || contents.atRoot(QuiltSummarize.README).isPresent()) {
            return readme();
        }
        return PackageReadme.of(name, bucket, description(), contents);
    }

    QuiltSummarize summarize(List<SummaryChart> charts) {
        return SummaryRows.of(contents, readmePath(), charts);
    }
}
