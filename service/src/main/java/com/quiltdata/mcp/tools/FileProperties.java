package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.catalog.ObjectLocation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type and size of a file as results show them. */
public final class FileProperties {
    private static final String UNITS = "KMGTPE";

    private FileProperties() {}

    /** The extension in lower case, or {@code unknown}. */
    public static String fileType(String path) {
        var name = ObjectLocation.fileName(path);
        var dot = name.lastIndexOf('.');
        return dot < 0 || dot == name.length() - 1
                ? "unknown"
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** A size in readable form: 1536 bytes are {@code 1.5 KB}. */
    public static @Nullable String human(@Nullable Long bytes) {
        if (bytes == null) {
            return null;
        } else if (bytes < 1024) {
            return bytes + " B";
        }
        var value = (double) bytes;
        var unit = -1;
        while (value >= 1024 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, UNITS.charAt(unit));
    }
}
