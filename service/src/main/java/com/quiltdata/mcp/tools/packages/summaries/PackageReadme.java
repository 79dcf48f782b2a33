package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Generator of a README from the files of a package. */
final class PackageReadme {
    private static final int MAX_NAME = 100;
    private static final int MAX_ROWS = 20;

    private PackageReadme() {}

    /**
     * Returns the README as Markdown.
     *
     * @param bucket null if unknown
     * @param description null if there is none
     */
    static String of(String name, @Nullable String bucket, @Nullable String description, PackageContents contents) {
        var folders = new LinkedHashMap<String, FileTally>();
        contents.byFolder().forEach((folder, tally) -> folders.put(folder + "/", tally));
        return "# %s\n\n".formatted(name)
                + (description == null ? "" : text(description) + "\n\n")
                + "%s\n".formatted(total(contents.total()))
                + table("Type", "types", contents.byType(), FileTally::files)
                + table("Folder", "folders", folders, FileTally::files)
                + usage(name, bucket);
    }

    private static String text(String description) {
        return WellFormedText.wellFormed(
                description.replaceAll("[\\p{Cc}&&[^\\n]]+", " ").strip());
    }

    private static String total(FileTally tally) {
        return tally.files() == 1
                ? "1 file, %s.".formatted(size(tally))
                : "%,d files, %s.".formatted(tally.files(), size(tally));
    }

    /** The size of files in words, as a lower bound where some have no known size. */
    private static String size(FileTally tally) {
        var known = tally.knownBytes();
        if (known == null) {
            return "size unknown";
        }
        var human = Objects.requireNonNull(FileProperties.human(known));
        return tally.unsized() == 0 ? human : "at least " + human;
    }

    private static String table(
            String title, String what, Map<String, FileTally> tallies, ToLongFunction<FileTally> measure) {
        if (tallies.isEmpty()) {
            return "";
        }
        var ranking = TallyRanking.of(tallies, MAX_ROWS, what, measure);
        return ranking.groups().stream()
                .map(it -> "| %s | %,d | %s |\n"
                        .formatted(cell(it.getKey()), it.getValue().files(), size(it.getValue())))
                .collect(Collectors.joining("", "\n| %s | Files | Size |\n|---|---:|---:|\n".formatted(title), ""));
    }

    /** A name as code in a cell of a table. */
    private static String cell(String name) {
        var line = WellFormedText.shortened(WellFormedText.wellFormed(name), MAX_NAME);
        return "`" + line.replaceAll("\\p{Cc}+", " ").replace("`", "'").replace("|", "\\|") + "`";
    }

    private static String usage(String name, @Nullable String bucket) {
        return """

                ```python
                import quilt3

                package = quilt3.Package.browse("%s"%s)
                package.fetch("./%s")
                ```
                """.formatted(name, bucket == null ? "" : ", registry=\"s3://%s\"".formatted(bucket), name);
    }
}
