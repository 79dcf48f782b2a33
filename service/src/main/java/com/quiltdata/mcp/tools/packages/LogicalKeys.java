package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.NameSyntax;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules for the logical keys of files. */
public final class LogicalKeys {
    private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..");

    private LogicalKeys() {}

    /**
     * Returns the key if it is valid.
     *
     * @throws IllegalArgumentException if it is not, with one sentence for the caller
     */
    public static String checked(String key) {
        NameSyntax.printable(key);
        if (!isValid(key)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a valid logical key: it is empty, begins or ends with a slash, or has a part that is empty, \".\" or \"..\"."
                            .formatted(NameFormatter.shortened(key)));
        }
        return key;
    }

    /** Whether {@link #checked} accepts the key. */
    public static boolean isValid(String key) {
        return key.codePoints().noneMatch(Character::isISOControl)
                && Arrays.stream(key.split("/", -1)).noneMatch(NO_SEGMENTS::contains);
    }

    /** The keys that are both a file and a folder of other files. */
    public static List<String> bothFileAndFolder(Set<String> keys) {
        var both = new LinkedHashSet<String>();
        for (var key : keys) {
            for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
                var folder = key.substring(0, slash);
                if (keys.contains(folder)) {
                    both.add(folder);
                }
            }
        }
        return List.copyOf(both);
    }
}
