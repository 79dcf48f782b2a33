package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackageFileInput.InlineInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files that summarize a revision of a package.
 *
 * @param written the files to write
 * @param replaced the logical keys of these that the revision has already
 * @param kept the logical keys of files that the summary would have, but the revision has already
 */
record SummaryPlan(List<InlineInput> written, List<String> replaced, List<String> kept, List<String> warnings) {
    /**
     * What a caller asks for.
     *
     * @param readme text of the README; null to generate one
     * @param show logical keys for quilt_summarize.json; null to choose files
     * @param replace the parts that may replace files
     */
    record SummaryRequest(
            Set<SummaryPart> include,
            Set<SummaryPart> replace,
            @Nullable String readme,
            @Nullable List<String> show) {}

    static SummaryPlan of(PackageName name, Manifest manifest, SummaryRequest request) {
        return new Planner(name, manifest, request).plan();
    }

    /** Collects the files of a plan, part by part. */
    private static final class Planner {
        private final PackageName name;
        private final SummaryRequest request;
        private final Manifest manifest;
        private final Set<String> existing;
        private final List<InlineInput> written = new ArrayList<>();
        private final List<String> replaced = new ArrayList<>();
        private final List<String> kept = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Planner(PackageName name, Manifest manifest, SummaryRequest request) {
            this.name = name;
            this.manifest = manifest;
            this.request = request;
            this.existing =
                    manifest.files().stream().map(PackageEntry.File::path).collect(Collectors.toSet());
        }

        SummaryPlan plan() {
            var contents = PackageContents.of(manifest, path -> !isSummary(path));
            var charts = SummaryCharts.of(name.name(), contents, Map.of());
            var readme = key(QuiltSummarize.README);
            if (request.include().contains(SummaryPart.README)) {
                var text = request.readme() == null ? generated(contents) : request.readme();
                add(SummaryPart.README, readme, text, GeneratedText.MARKDOWN);
            }
            if (request.include().contains(SummaryPart.CHARTS)) {
                charts.forEach(chart -> add(
                        SummaryPart.CHARTS,
                        chart.path(),
                        ToolJson.text(SummaryChartOption.of(chart, "")),
                        GeneratedText.JSON));
            }
            if (request.include().contains(SummaryPart.QUILT_SUMMARIZE)) {
                var rows = summarize(
                        contents,
                        isThere(readme) ? readme : null,
                        charts.stream().filter(chart -> isThere(chart.path())).toList());
                add(SummaryPart.QUILT_SUMMARIZE, key(QuiltSummarize.NAME), rows.text(), GeneratedText.JSON);
            }
            return checked();
        }

        private String generated(PackageContents contents) {
            var meta = manifest.userMeta();
            return PackageReadme.of(
                    name.name(),
                    name.bucket(),
                    meta == null ? null : SummarySource.text(meta, "description"),
                    contents);
        }

        private QuiltSummarize summarize(PackageContents contents, @Nullable String readme, List<SummaryChart> charts) {
            var show = request.show();
            if (show == null) {
                return SummaryRows.of(contents, readme, charts);
            }
            var missing = show.stream().filter(path -> !isThere(path)).toList();
            if (!missing.isEmpty()) {
                throw new Failure.Invalid(
                        "`show`: the package has no %s; package_browse lists its keys. Nothing was written."
                                .formatted(NameFormatter.few(missing)));
            }
            return SummaryRows.ofPaths(show);
        }

        /** Whether the new revision has a file. */
        private boolean isThere(String path) {
            return existing.contains(path)
                    || written.stream().anyMatch(file -> file.key().equals(path));
        }

        private void add(SummaryPart part, String key, String text, String type) {
            requireFree(part, key);
            if (!existing.contains(key)) {
                written.add(new InlineInput(key, text, type, null));
            } else if (request.replace().contains(part)) {
                written.add(new InlineInput(key, text, type, null));
                replaced.add(key);
            } else if ((part == SummaryPart.README && request.readme() != null)
                    || (part == SummaryPart.QUILT_SUMMARIZE && request.show() != null)) {
                throw new Failure.Conflict(
                        "The package has `%s` already. Send replace=[\"%s\"] to replace it; older revisions keep it. Nothing was written."
                                .formatted(key, part.name().toLowerCase(Locale.ROOT)));
            } else {
                kept.add(key);
            }
        }

        /** Refuses a key whose folder is a file of the package, or that is itself a folder of it. */
        private void requireFree(SummaryPart part, String key) {
            var both = existing.stream()
                    .filter(it -> it.startsWith(key + "/") || key.startsWith(it + "/"))
                    .sorted()
                    .findFirst();
            if (both.isPresent()) {
                throw new Failure.Conflict(
                        "The package has `%s`, so it cannot have `%s`. Send `include` without \"%s\". Nothing was written."
                                .formatted(
                                        NameFormatter.shortened(both.get()),
                                        key,
                                        part.name().toLowerCase(Locale.ROOT)));
            }
        }

        /** The plan, which must change something. */
        private SummaryPlan checked() {
            if (written.isEmpty()) {
                throw new Failure.Conflict(
                        "The package has %s already. Send `replace` with the parts to replace, like [\"charts\"]; older revisions keep them. Nothing was written."
                                .formatted(NameFormatter.few(kept)));
            }
            var summarize = key(QuiltSummarize.NAME);
            var added = written.stream()
                    .map(InlineInput::key)
                    .filter(it -> !replaced.contains(it))
                    .toList();
            if (kept.contains(summarize) && !added.isEmpty()) {
                warnings.add(
                        "`%s` was kept as it is, so it may not show %s. Send replace=[\"quilt_summarize\"] to replace it."
                                .formatted(summarize, NameFormatter.few(added)));
            }
            return new SummaryPlan(written, replaced, kept, warnings);
        }

        /** The key of a file at the root, in the spelling that the package has. */
        private String key(String file) {
            return existing.contains(file)
                    ? file
                    : existing.stream()
                            .filter(file::equalsIgnoreCase)
                            .sorted()
                            .findFirst()
                            .orElse(file);
        }

        private static boolean isSummary(String path) {
            return path.equalsIgnoreCase(QuiltSummarize.README)
                    || path.equalsIgnoreCase(QuiltSummarize.NAME)
                    || SummaryCharts.NAMES.stream().map(SummaryChart::path).anyMatch(path::equals);
        }
    }
}
