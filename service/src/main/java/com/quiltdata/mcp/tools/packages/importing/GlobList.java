package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The glob patterns of one argument, which remember which of them have matched. */
final class GlobList {
    private static final int MAX_LENGTH = 1024;

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
            if (glob.length() > MAX_LENGTH) {
                throw new Failure.Invalid(
                        "`%s`: a pattern has more than %,d characters.".formatted(argument, MAX_LENGTH));
            }
            patterns.put(
                    glob,
                    ArgumentParser.parse(
                            argument,
                            glob,
                            Glob::of,
                            "\"%s\" is no glob: a range goes up, as in [a-z].".formatted(glob)));
            unmatched.add(glob);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The first pattern that matches the key, the key below the prefix or the file name; null if none does. */
    @Nullable
    String match(String key, String relative) {
        var name = ObjectLocation.fileName(key);
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

    List<String> unmatched() {
        return unmatched.stream().map(glob -> argument + ": " + glob).toList();
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }
}
