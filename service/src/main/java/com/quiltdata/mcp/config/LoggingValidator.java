package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Checks what the sections about logs may say: Dropwizard takes INFO for a level that it does not know. */
final class LoggingValidator {
    /** Levels, and two words that mean off and trace in Dropwizard. */
    private static final Set<String> LEVELS =
            Set.of("off", "error", "warn", "info", "debug", "trace", "all", "true", "false");

    private static final String WORDS = "off, error, warn, info, debug or trace";

    private LoggingValidator() {}

    static void check(JsonNode document, SettingChecks checks) {
        document.at("/logging/loggers").properties().forEach(logger -> {
            var key = "logging.loggers." + logger.getKey();
            var settings = logger.getValue();
            if (settings.isObject()) {
                level(key + ".level", settings.path("level"), checks);
            } else if (settings.isTextual() || settings.isBoolean()) {
                level(key, settings, checks);
            } else {
                checks.add(key + " must be a level, or a mapping with level, additive and appenders");
            }
        });
        section("/logging", "access-json", "json", document, checks);
        var access = !document.at("/server/requestLog/type").asText().equals("classic");
        section(
                "/server/requestLog",
                access ? "json" : "access-json",
                access ? "access-json" : "json",
                document,
                checks);
        if (document.at("/server/requestLog/appenders").findValuesAsText("type").contains("lines")) {
            checks.add("server.requestLog.appenders cannot have the type lines; set server.requestLog.type to lines");
        }
    }

    /** Checks a section's appenders; an event that a layout cannot take is lost without a word. */
    private static void section(String pointer, String wrong, String right, JsonNode document, SettingChecks checks) {
        var key = SettingChecks.path(pointer);
        var section = document.at(pointer);
        section.findValues("threshold").forEach(threshold -> level(key + ": threshold", threshold, checks));
        section.findValues("layout").stream()
                .filter(layout -> layout.path("type").asText().equals(wrong))
                .findFirst()
                .ifPresent(_ -> checks.add("%s: layout.type must be %s, not %s".formatted(key, right, wrong)));
    }

    private static void level(String key, JsonNode level, SettingChecks checks) {
        if (level.isValueNode()
                && !level.isNull()
                && !LEVELS.contains(level.asText().toLowerCase(Locale.ROOT))) {
            checks.add("%s must be %s, not '%s'".formatted(key, WORDS, SettingChecks.shown(level.asText())));
        }
    }
}
