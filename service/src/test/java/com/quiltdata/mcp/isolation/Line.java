package com.quiltdata.mcp.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that every caller makes: a line of isolation.txt.
 *
 * @param name a tool, or another method if it has a slash
 * @param arguments JSON, in which variables are replaced
 * @param capture the variable that a part of the answer becomes
 * @param pointer the JSON pointer of that part
 * @param reason why an answer has no mark
 * @param alone whether it concerns the whole catalog or caller, so that only one pair may make it at a time
 */
public record Line(
        String name,
        String arguments,
        @Nullable String capture,
        @Nullable String pointer,
        @Nullable String reason,
        boolean alone) {
    private static final Pattern FORM = Pattern.compile("(!?)(\\S+) (\\{.*\\})(?: => (\\w+)=(\\S+))?(?: -- (.+))?");

    private static final Pattern VARYING = Pattern.compile("\\$(n|r|made)\\b");

    static Line parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a line: " + text);
        }
        return new Line(
                parts.group(2),
                parts.group(3),
                parts.group(4),
                parts.group(5),
                parts.group(6),
                !parts.group(1).isEmpty());
    }

    public static List<Line> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Line::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean tool() {
        return !name.contains("/");
    }

    @Override
    public String toString() {
        return name + " " + arguments;
    }

    /** Whether its answer is the same each time but for what is volatile; the order of hits depends on all documents. */
    boolean comparable() {
        return !alone
                && !name.startsWith("search")
                && !VARYING.matcher(arguments).find();
    }

    boolean marked() {
        return reason == null;
    }

    /** The parameters of the JSON-RPC request before variables are replaced. */
    String params() {
        return tool() ? "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments) : arguments;
    }
}
