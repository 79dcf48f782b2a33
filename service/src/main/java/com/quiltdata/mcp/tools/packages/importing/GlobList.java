package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.Failure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The glob patterns of one argument, which remember which of them have matched. */
final class GlobList {
    private final String argument;
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private final Set<String> unmatched = new LinkedHashSet<>();

    GlobList(String argument, @Nullable List<String> globs) {
        this.argument = argument;
        for (var glob : globs == null ? List.<String>of() : globs) {
            if (glob.isBlank()) {
                throw new Failure.Invalid(
                        "`%s`: a pattern is empty. Send glob patterns, for example \"*.csv\".".formatted(argument));
            }
            patterns.put(glob, Glob.of(glob));
            unmatched.add(glob);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The first pattern that matches the key, the key below the prefix or the file name; null if none does. */
    @Nullable
    String match(String key, String relative) {
        var name = key.substring(key.lastIndexOf('/') + 1);
        String first = null;
        for (var it : patterns.entrySet()) {
            var pattern = it.getValue();
            if (matches(pattern, key) || matches(pattern, relative) || matches(pattern, name)) {
                unmatched.remove(it.getKey());
                first = first == null ? it.getKey() : first;
            }
        }
        return first;
    }

    /** The patterns that have matched nothing, each with the argument. */
    List<String> unmatched() {
        return unmatched.stream().map(glob -> argument + ": " + glob).toList();
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }
}
