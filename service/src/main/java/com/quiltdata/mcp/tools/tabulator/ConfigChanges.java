package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.tabulator.TabulatorConfig;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes how a table's configuration changed, column by column and setting by setting. */
final class ConfigChanges {
    private static final int MAX = 50;

    private ConfigChanges() {}

    /** Returns one text for each change; null if the previous configuration cannot be read. */
    static @Nullable List<String> between(String previous, TabulatorConfig now) {
        return Attempt.of(() -> TabulatorConfig.parse(previous))
                        instanceof Attempt.SuccessfulAttempt<TabulatorConfig>(var read)
                ? between(settings(read), settings(now))
                : null;
    }

    private static List<String> between(Map<String, Object> before, Map<String, Object> after) {
        var names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        var changes = names.stream()
                .filter(name -> !String.valueOf(before.get(name)).equals(String.valueOf(after.get(name))))
                .map(name -> change(name, before.get(name), after.get(name)))
                .toList();
        var more = changes.size() - MAX;
        return more <= 0
                ? changes
                : Stream.concat(changes.stream().limit(MAX), Stream.of("and %,d more".formatted(more)))
                        .toList();
    }

    private static String change(String name, @Nullable Object before, @Nullable Object after) {
        if (before == null) {
            return "%s added: %s".formatted(name, shown(after));
        }
        return after == null ? name + " removed" : "%s: %s → %s".formatted(name, shown(before), shown(after));
    }

    private static String shown(@Nullable Object value) {
        return WellFormedText.shortened(String.valueOf(value), 200).replace("\t", "\\t");
    }

    private static Map<String, Object> settings(TabulatorConfig config) {
        var settings = new LinkedHashMap<String, Object>();
        config.columns()
                .forEach(column -> settings.put(
                        "column " + column.get("name"),
                        column.get("type") + (Boolean.FALSE.equals(column.get("nullable")) ? " not null" : "")));
        config.source().forEach((name, value) -> settings.put("source." + name, value));
        config.parser().forEach((name, value) -> settings.put("parser." + name, value));
        settings.put("continue_on_error", config.continueOnError());
        return settings;
    }
}
