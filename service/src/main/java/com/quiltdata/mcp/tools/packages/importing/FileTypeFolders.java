package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.tools.FileProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The folders by file type, as in the replaced server: each file keeps its path below its folder. */
final class FileTypeFolders {
    private static final Map<String, String> FOLDERS = folders(Map.of(
            "data/processed", List.of("csv", "tsv", "parquet", "json", "xml", "jsonl"),
            "data/raw", List.of("log", "txt", "raw"),
            "docs", List.of("md", "rst", "pdf", "docx"),
            "docs/schemas", List.of("schema"),
            "metadata", List.of("yml", "yaml", "toml", "ini", "conf"),
            "data/media", List.of("png", "jpg", "jpeg", "mp4", "avi")));

    private FileTypeFolders() {}

    /** The new path of a file; files that the catalog expects at the root stay there. */
    static String organized(String path) {
        return path.equals(ReadmeGenerator.NAME) || path.equals(SummarizeGenerator.NAME)
                ? path
                : folder(path) + "/" + path;
    }

    /** The folder for a file of this name and extension. */
    static String folder(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains("readme") || lower.contains("documentation")) {
            return "docs";
        } else if (lower.contains("schema") || lower.contains("definition")) {
            return "docs/schemas";
        } else if (lower.contains("config") || lower.contains("settings")) {
            return "metadata";
        }
        return FOLDERS.getOrDefault(FileProperties.fileType(path), "data/misc");
    }

    private static Map<String, String> folders(Map<String, List<String>> kinds) {
        var folders = new HashMap<String, String>();
        kinds.forEach((folder, extensions) -> extensions.forEach(it -> folders.put(it, folder)));
        return Map.copyOf(folders);
    }
}
