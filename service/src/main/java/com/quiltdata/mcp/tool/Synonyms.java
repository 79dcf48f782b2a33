package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Other words for arguments. A tool accepts all words of a group for its one argument in that group. */
public final class Synonyms {
    private static final List<List<String>> GROUPS = List.of(
            List.of("bucket", "registry"),
            List.of("name", "package_name"),
            List.of("meta", "metadata"),
            List.of("content", "text"),
            List.of("overwrite", "force"),
            List.of("uri", "s3_uri"),
            List.of("limit", "max_keys", "page_size", "per_page", "top"),
            List.of("revision", "top_hash", "package_hash"));

    private Synonyms() {}

    /** Returns the argument for each synonym. No argument's own name is a synonym. */
    static Map<String, String> of(Set<String> arguments) {
        var synonyms = new LinkedHashMap<String, String>();
        for (var group : GROUPS) {
            var own = group.stream().filter(arguments::contains).toList();
            if (own.size() == 1) {
                group.forEach(word -> synonyms.put(word, own.getFirst()));
            }
        }
        synonyms.keySet().removeAll(arguments);
        return synonyms;
    }

    /**
     * Returns fields under their own names.
     *
     * @param path the path to the fields, for the failure
     * @throws Failure.Invalid when a field is sent under two names with different values
     */
    public static Map<String, Object> resolve(Map<?, ?> fields, Set<String> own, String path) {
        var synonyms = of(own);
        var resolved = new LinkedHashMap<String, Object>();
        fields.forEach((word, value) -> {
            var name = synonyms.getOrDefault(word, String.valueOf(word));
            var other = value == null ? null : resolved.put(name, value);
            if (other != null && !other.equals(value)) {
                throw new Failure.Invalid("`%s.%s`: two names of it are sent with different values; send only `%s`."
                        .formatted(path, name, name));
            }
        });
        return resolved;
    }

    /** Returns the first name whose words contain, or are among, those of another name; a plural s is ignored. */
    static Optional<String> similar(String other, Collection<String> names) {
        var words = words(other);
        return names.stream()
                .filter(name -> {
                    var own = words(name);
                    return own.containsAll(words)
                            || words.containsAll(own)
                            || singular(name).equals(singular(other));
                })
                .findFirst();
    }

    private static String singular(String name) {
        return String.join("_", words(name)).replaceFirst("s$", "");
    }

    /** Returns the words of a name in snake_case or camelCase. */
    private static List<String> words(String name) {
        var snake = name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return Arrays.asList(snake.split("[_-]", -1));
    }
}
