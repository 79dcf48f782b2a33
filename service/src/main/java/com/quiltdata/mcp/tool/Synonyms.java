package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.text.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Other words for arguments. A tool accepts all words of a group for its one argument in that group. */
public final class Synonyms {
    private static final List<List<String>> GROUPS = List.of(
            List.of("bucket", "registry"),
            List.of("name", "package_name"),
            List.of("meta", "metadata"),
            List.of("content", "text"),
            List.of("overwrite", "force"),
            List.of("uri", "s3_uri", "physical_key"),
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
     * Returns fields under their own names, without nulls and blanks of another type. A blank value is ignored beside a
     * value under another name.
     *
     * @param own the names of the fields, each with the blank value of its type
     * @param path the path to the fields, for the failure
     * @throws Failure.Invalid when a field is sent under two names with different values
     */
    public static Map<String, Object> resolve(Map<?, ?> fields, Map<String, Object> own, String path) {
        var synonyms = of(own.keySet());
        var resolved = new LinkedHashMap<String, Object>();
        fields.forEach((word, value) -> {
            var name = synonyms.getOrDefault(word, String.valueOf(word));
            if (value == null
                    || (isBlank(value) && (resolved.containsKey(name) || isOfOtherType(value, own.get(name))))) {
                return;
            }
            var other = resolved.put(name, value);
            if (other != null && !isBlank(other) && !other.equals(value)) {
                throw new Failure.Invalid("`%s.%s`: two names of it are sent with different values; send only `%s`."
                        .formatted(path, name, name));
            }
        });
        return resolved;
    }

    private static boolean isOfOtherType(Object blank, @Nullable Object ownBlank) {
        return ownBlank != null && !ownBlank.equals(blank);
    }

    /** Returns whether a value means that an optional field is absent. */
    private static boolean isBlank(Object value) {
        return value.equals("") || value.equals(Map.of());
    }

    /**
     * Returns the name whose words contain, or are among, those of another name or of a synonym of it. Of several names
     * the best has the same digits, as in {@code package1_name}, then the same words but for synonyms; then the first.
     * Without such a name, returns the nearest.
     */
    static Optional<String> similar(String other, Collection<String> names) {
        var synonyms = GROUPS.stream().filter(group -> group.contains(String.join("_", words(other))));
        return Stream.concat(Stream.of(other), synonyms.flatMap(List::stream))
                .flatMap(word -> names.stream().filter(name -> areSimilar(common(name), common(word))))
                .min(Comparator.comparing((String name) -> !digits(name).equals(digits(other)))
                        .thenComparing(name -> !common(name).equals(common(other)))
                        .thenComparing(name -> !areSimilar(words(name), words(other))))
                .or(() -> NearestName.of(other, names));
    }

    private static boolean areSimilar(List<String> words, List<String> others) {
        return words.containsAll(others)
                || others.containsAll(words)
                || singular(words).equals(singular(others));
    }

    private static String singular(List<String> words) {
        return String.join("_", words).replaceFirst("s$", "");
    }

    private static String digits(String name) {
        return name.replaceAll("\\D", "");
    }

    /** Returns the words of a name, each with a synonym as the first of its group. */
    private static List<String> common(String name) {
        return words(name).stream()
                .map(word -> GROUPS.stream()
                        .filter(group -> group.contains(word))
                        .findFirst()
                        .map(List::getFirst)
                        .orElse(word))
                .toList();
    }

    /** Returns the words of a name in snake_case or camelCase, without digits at their ends. */
    private static List<String> words(String name) {
        var snake = name.replaceAll("(?<=[a-z\\d])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return Arrays.asList(snake.replaceAll("(?<=[a-z]{2})\\d+(?=[_-]|$)", "").split("[_-]", -1));
    }
}
