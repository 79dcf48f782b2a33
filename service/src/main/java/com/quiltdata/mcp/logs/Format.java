package com.quiltdata.mcp.logs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a line is written. Both formats have the same fields. */
enum Format {
    /** For people: what it is, when, the fields, the message, and a stack trace on lines that begin with {@code !}. */
    TEXT {
        @Override
        String line(Kind kind, Map<String, Object> fields) {
            var message = String.valueOf(fields.get(Fields.MESSAGE));
            return switch (kind) {
                case STARTUP -> message + "\n";
                case AUDIT, ACCESS -> "%s [%s]%s%n".formatted(kind, fields.get(Fields.TIME), pairs(fields));
                case EVENT ->
                    "%-5s [%s] %s%s: %s%n%s"
                            .formatted(
                                    fields.get(Fields.LEVEL),
                                    fields.get(Fields.TIME),
                                    fields.get(Fields.LOGGER),
                                    pairs(fields),
                                    flat(message),
                                    trace(fields));
            };
        }
    },

    /** For machines: one JSON object. */
    JSON {
        @Override
        String line(Kind kind, Map<String, Object> fields) {
            return json(fields) + "\n";
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@+*,-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
    private static final Pattern BREAK = Pattern.compile("\\r?\\n");
    private static final Set<String> HEAD =
            Set.of(Fields.TIME, Fields.LEVEL, Fields.LOGGER, Fields.MESSAGE, Fields.EXCEPTION);

    /** The line with its end. */
    abstract String line(Kind kind, Map<String, Object> fields);

    byte[] bytes(Kind kind, Map<String, Object> fields) {
        return line(kind, fields).getBytes(StandardCharsets.UTF_8);
    }

    @JsonCreator
    static Format of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String pairs(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .filter(field -> !HEAD.contains(field.getKey()))
                .map(field -> " " + field.getKey() + "=" + shown(field.getValue()))
                .collect(Collectors.joining());
    }

    private static String shown(Object value) {
        return value instanceof String text && PLAIN.matcher(text).matches() ? text : flat(json(value));
    }

    private static String trace(Map<String, Object> fields) {
        return fields.get(Fields.EXCEPTION) instanceof String trace
                ? BREAK.splitAsStream(trace)
                        .map(line -> "! " + flat(line.replace("\t", "    ")) + "\n")
                        .collect(Collectors.joining())
                : "";
    }

    /** The text on one line, which nothing in it can end. */
    private static String flat(String text) {
        return CONTROL.matcher(text).replaceAll(match -> switch (match.group()) {
            case "\n" -> "\\\\n";
            case "\t" -> "\\\\t";
            default -> "\\\\u%04x".formatted((int) match.group().charAt(0));
        });
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields are texts, numbers, lists and maps", e);
        }
    }
}
