package com.quiltdata.mcp.logs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Strings;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Format of log lines. All formats have the same fields. */
enum LogFormat {
    /** For people: kind, time, fields, message, and a stack trace on lines that begin with {@code !}. */
    TEXT {
        @Override
        String line(LogLineKind kind, Map<String, Object> fields) {
            var message = String.valueOf(fields.get(LogFields.MESSAGE));
            return switch (kind) {
                case STARTUP -> message + "\n";
                case AUDIT, ACCESS -> kind + " [" + fields.get(LogFields.TIME) + "]" + pairs(fields) + "\n";
                case EVENT ->
                    Strings.padEnd(String.valueOf(fields.get(LogFields.LEVEL)), LONGEST_LEVEL, ' ')
                            + " [" + fields.get(LogFields.TIME) + "] " + fields.get(LogFields.LOGGER)
                            + pairs(fields) + ": " + flat(message) + "\n" + trace(fields);
            };
        }
    },

    /** For machines: one JSON object per line. */
    JSON {
        @Override
        String line(LogLineKind kind, Map<String, Object> fields) {
            return json(fields) + "\n";
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_LEVEL = "ERROR".length();
    private static final String PLAIN_MARKS = "_./:@+*,-";
    private static final Pattern BREAK = Pattern.compile("\\r?\\n");
    private static final Set<String> HEAD =
            Set.of(LogFields.TIME, LogFields.LEVEL, LogFields.LOGGER, LogFields.MESSAGE, LogFields.EXCEPTION);

    abstract String line(LogLineKind kind, Map<String, Object> fields);

    byte[] bytes(LogLineKind kind, Map<String, Object> fields) {
        return line(kind, fields).getBytes(StandardCharsets.UTF_8);
    }

    @JsonCreator
    static LogFormat of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String pairs(Map<String, Object> fields) {
        var pairs = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!HEAD.contains(name)) {
                pairs.append(' ').append(name).append('=').append(format(value));
            }
        });
        return pairs.toString();
    }

    private static String format(Object value) {
        return switch (value) {
            case Number number -> number.toString();
            case String text when plain(text) -> text;
            default -> flat(json(value));
        };
    }

    /** Returns a string as it is, and the JSON of any other value. */
    static String text(Object value) {
        return value instanceof String text ? text : json(value);
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!plain(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean plain(char character) {
        return (character < 128 && Character.isLetterOrDigit(character)) || PLAIN_MARKS.indexOf(character) >= 0;
    }

    private static String trace(Map<String, Object> fields) {
        return fields.get(LogFields.EXCEPTION) instanceof String trace
                ? BREAK.splitAsStream(trace)
                        .map(line -> "! " + flat(line.replace("\t", "    ")) + "\n")
                        .collect(Collectors.joining())
                : "";
    }

    /** Returns the text on one line; control characters are escaped. */
    private static String flat(String text) {
        return text.chars().noneMatch(LogFormat::isControl)
                ? text
                : text.chars()
                        .mapToObj(it -> isControl(it) ? escape(it) : Character.toString(it))
                        .collect(Collectors.joining());
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
    }

    private static String escape(int control) {
        return switch (control) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted(control);
        };
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields are strings, numbers, lists and maps", e);
        }
    }
}
