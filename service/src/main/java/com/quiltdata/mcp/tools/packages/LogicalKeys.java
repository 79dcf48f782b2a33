package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How files are called in a package. */
final class LogicalKeys {
    private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..");

    private LogicalKeys() {}

    /**
     * The key itself, if a file can have it.
     *
     * @throws IllegalArgumentException with one sentence for its author
     */
    static String checked(String key) {
        Names.printable(key);
        if (Arrays.stream(key.split("/", -1)).anyMatch(NO_SEGMENTS::contains)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no key of a file: it is empty, begins or ends with a slash, or has a part that is empty, \".\" or \"..\"."
                            .formatted(Words.shortened(key)));
        }
        return key;
    }

    /** Whether {@link #checked} takes it. */
    static boolean good(String key) {
        return key.codePoints().noneMatch(Character::isISOControl)
                && Arrays.stream(key.split("/", -1)).noneMatch(NO_SEGMENTS::contains);
    }

    /** The keys that are a file's and at the same time a folder of others. */
    static List<String> bothFileAndFolder(Collection<String> looked, Set<String> files) {
        var both = new ArrayList<String>();
        for (var key : looked) {
            for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
                var folder = key.substring(0, slash);
                if (files.contains(folder) && !both.contains(folder)) {
                    both.add(folder);
                }
            }
        }
        return both;
    }
}
