package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.summaries.SummaryChart.Bar;
import com.quiltdata.mcp.tools.packages.summaries.SummaryChart.Form;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts of a package: files by type, files and bytes by folder, files by size. */
final class SummaryCharts {
    static final String TYPES = "file_type_distribution";
    static final String FOLDERS = "folder_structure";
    static final String FOLDER_SIZES = "folder_sizes";
    static final String SIZES = "file_size_distribution";

    /** The names of all charts that a package may have. */
    static final List<String> NAMES = List.of(TYPES, FOLDERS, FOLDER_SIZES, SIZES);

    private static final int MAX_SLICES = 8;
    private static final int MAX_BARS = 15;

    /** A histogram of fewer files shows nothing that their list does not. */
    private static final int MIN_SIZES = 6;

    private final String packageName;
    private final PackageContents contents;

    private SummaryCharts(String packageName, PackageContents contents) {
        this.packageName = packageName;
        this.contents = contents;
    }

    /**
     * Returns the charts that make sense for these files, in the order in which a page shows them.
     *
     * @param counts number of files by type, for the chart of types; empty to count the files
     */
    static List<SummaryChart> of(String packageName, PackageContents contents, Map<String, Integer> counts) {
        var charts = new SummaryCharts(packageName, contents);
        return Stream.of(charts.types(counts), charts.folders(), charts.folderSizes(), charts.sizes())
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable SummaryChart types(Map<String, Integer> counts) {
        var types = counts.isEmpty() ? contents.byType() : tallies(counts);
        if (types.size() < 2) {
            return null;
        }
        var ranking = TallyRanking.of(types, MAX_SLICES, "types", FileTally::files);
        return new Frame(TYPES, Form.PIE, "File Type Distribution", "Number of files by extension.", "Files")
                .chart(packageName, ranking.bars(SummaryCharts::files), ranking.note());
    }

    private static Map<String, FileTally> tallies(Map<String, Integer> counts) {
        var tallies = new HashMap<String, FileTally>();
        counts.forEach((type, files) -> tallies.put(type, new FileTally(files, 0, 0)));
        return tallies;
    }

    private @Nullable SummaryChart folders() {
        var folders = named(contents.byFolder());
        if (folders.isEmpty()) {
            return null;
        }
        var ranking = TallyRanking.of(folders, MAX_BARS, "folders", FileTally::files);
        return new Frame(
                        FOLDERS,
                        Form.HORIZONTAL_BARS,
                        "File Distribution by Folder",
                        "Number of files in each folder.",
                        "Files")
                .chart(packageName, ranking.bars(SummaryCharts::files), ranking.note());
    }

    private @Nullable SummaryChart folderSizes() {
        if (contents.total().bytes() == 0) {
            return null;
        }
        var folders = named(contents.byFolder());
        folders.values().removeIf(tally -> tally.files() == 0 || tally.knownBytes() == null);
        var ranking = TallyRanking.of(folders, MAX_BARS, "folders", FileTally::bytes);
        return new Frame(
                        FOLDER_SIZES,
                        Form.HORIZONTAL_BARS,
                        "Size by Folder",
                        "Total size of the files in each folder.",
                        "Size (MB)")
                .chart(packageName, ranking.bars(SummaryCharts::size), joined(ranking.note(), unsized()));
    }

    private @Nullable SummaryChart sizes() {
        var sizes = SizeStatistics.of(contents);
        return sizes.count() < MIN_SIZES
                ? null
                : new Frame(SIZES, Form.HISTOGRAM, "File Size Distribution", "Number of files by size.", "Files")
                        .chart(packageName, sizes.bars(), unsized());
    }

    /** What charts of sizes leave out; null for nothing. */
    private @Nullable String unsized() {
        var unsized = contents.total().unsized();
        return unsized == 0 ? null : "Left out: %,d files of unknown size.".formatted(unsized);
    }

    private static @Nullable String joined(@Nullable String... sentences) {
        var joined = Stream.of(sentences).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : joined;
    }

    private static Map<String, FileTally> named(Map<String, FileTally> folders) {
        var named = new LinkedHashMap<String, FileTally>();
        folders.forEach((folder, tally) -> named.put(folder + "/", tally));
        return named;
    }

    private static Bar files(String label, FileTally tally) {
        return new Bar(TallyRanking.shortened(label), tally.files(), "%,d".formatted(tally.files()));
    }

    private static Bar size(String label, FileTally tally) {
        var human = String.valueOf(FileProperties.human(tally.bytes()));
        return new Bar(
                TallyRanking.shortened(label),
                FileTally.megabytes(tally.bytes()),
                tally.unsized() == 0 ? human : "≥ " + human);
    }

    /** What a chart is, without its values. */
    private record Frame(String name, Form form, String title, String description, String quantity) {
        SummaryChart chart(String packageName, List<Bar> bars, @Nullable String note) {
            var subtitle = note == null ? packageName : packageName + ". " + note;
            return new SummaryChart(name, form, title, subtitle, description, quantity, bars, note);
        }
    }
}
