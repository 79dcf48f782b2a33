package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.LogicalKeys;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file as a summary counts it.
 *
 * @param path its logical key
 * @param folder the folder that it is counted in; empty for the root
 * @param size in bytes; null if unknown
 */
record SummaryFile(String path, String folder, @Nullable Long size) {
    private static final String UNKNOWN = "unknown";
    private static final Pattern EXTENSION = Pattern.compile("[\\p{L}\\p{N}_+-]{1,20}");

    /** The extension in lower case; {@code unknown} if there is none, or what follows the dot is not one. */
    String type() {
        var type = FileProperties.fileType(path);
        return EXTENSION.matcher(type).matches() ? type : UNKNOWN;
    }

    /** Whether a package can have a file with this path. */
    boolean isValid() {
        return LogicalKeys.isValid(path);
    }
}
