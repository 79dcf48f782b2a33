package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tool.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells of a Jupyter notebook as text, in their order: sources, short outputs, and the types of what is left out. */
final class NotebookText {
    private static final int MAX_SOURCE = 20_000;
    private static final int MAX_OUTPUT = 1_000;
    private static final String PLAIN = "text/plain";

    private NotebookText() {}

    /** Returns a text for each cell (nbformat 4); empty when this is no notebook. */
    static Optional<List<String>> cells(String json) {
        return ToolJson.value(json)
                .filter(notebook -> field(notebook, "cells") instanceof List<?>)
                .map(notebook -> texts(list(field(notebook, "cells"))));
    }

    private static List<String> texts(List<?> cells) {
        var texts = new ArrayList<String>(cells.size());
        for (var cell : cells) {
            var head = "[%d] %s".formatted(texts.size() + 1, field(cell, "cell_type"));
            var parts = new ArrayList<>(List.of(head, cut(joined(field(cell, "source")), MAX_SOURCE)));
            list(field(cell, "outputs")).forEach(output -> parts.add("→ " + cut(output(output), MAX_OUTPUT)));
            texts.add(String.join("\n", parts));
        }
        return List.copyOf(texts);
    }

    private static String output(Object output) {
        return switch (field(output, "output_type").toString()) {
            case "stream" -> joined(field(output, "text"));
            case "error" -> "%s: %s".formatted(field(output, "ename"), field(output, "evalue"));
            default -> data(field(output, "data"));
        };
    }

    /** Returns the plain form of a value that has several, and the media types of the others. */
    private static String data(Object data) {
        var others = data instanceof Map<?, ?> forms
                ? forms.keySet().stream()
                        .map(String::valueOf)
                        .filter(type -> !type.equals(PLAIN))
                        .collect(Collectors.joining(", "))
                : "";
        return joined(field(data, PLAIN)) + (others.isEmpty() ? "" : " [left out: %s]".formatted(others));
    }

    /** Returns a field of an object; an empty text if it has no such field, or is none. */
    private static Object field(Object object, String name) {
        var value = object instanceof Map<?, ?> fields ? fields.get(name) : null;
        return value == null ? "" : value;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Returns a text that is written as one string or as a list of lines. */
    private static String joined(Object text) {
        return text instanceof List<?> lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining())
                : text.toString();
    }

    private static String cut(String text, int length) {
        var whole = text.strip();
        if (whole.length() <= length) {
            return whole;
        }
        var end = Character.isHighSurrogate(whole.charAt(length - 1)) ? length - 1 : length;
        return "%s… [%,d more characters]".formatted(whole.substring(0, end), whole.length() - end);
    }
}
