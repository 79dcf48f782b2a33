package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.QuiltSummarize;
import java.util.Locale;

/** The folders by file type, as in the replaced server: each file keeps its path below its folder. */
final class FileTypeFolders {
    private FileTypeFolders() {}

    /** The new path of a file; files that the catalog expects at the root stay there. */
    static String organized(String path) {
        return path.equals(QuiltSummarize.README) || path.equals(QuiltSummarize.NAME)
                ? path
                : folder(path) + "/" + path;
    }

    static String folder(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains("readme") || lower.contains("documentation")) {
            return "docs";
        } else if (lower.contains("schema") || lower.contains("definition")) {
            return "docs/schemas";
        } else if (lower.contains("config") || lower.contains("settings")) {
            return "metadata";
        }
        return switch (FileProperties.fileType(path)) {
            case "csv", "tsv", "parquet", "json", "xml", "jsonl" -> "data/processed";
            case "log", "txt", "raw" -> "data/raw";
            case "md", "rst", "pdf", "docx" -> "docs";
            case "schema" -> "docs/schemas";
            case "yml", "yaml", "toml", "ini", "conf" -> "metadata";
            case "png", "jpg", "jpeg", "mp4", "avi" -> "data/media";
            default -> "data/misc";
        };
    }
}
