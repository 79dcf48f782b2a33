package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the runbook, for tests that hold it to what it says. */
public record Page(Path file, String text) {
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    /** The page of this path below {@code runbook/}. */
    public static Page of(String path) {
        var file = Path.of("../runbook", path);
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands under a heading, up to the next one of whatever depth. */
    public String under(String heading) {
        var lines = text.lines().toList();
        var first = 0;
        while (!lines.get(first).matches("#+ " + Pattern.quote(heading))) {
            first++;
        }
        var last = first + 1;
        while (last < lines.size() && !lines.get(last).startsWith("#")) {
            last++;
        }
        return String.join("\n", lines.subList(first + 1, last));
    }

    /** The rows of the table under a heading, cell by cell, without its head. */
    public List<List<String>> rows(String heading) {
        return under(heading)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(Page::cells)
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(CELLS.split(line.strip(), -1))
                .skip(1)
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }

    /** What a text has between backquotes. */
    public static List<String> code(String text) {
        return CODE.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
