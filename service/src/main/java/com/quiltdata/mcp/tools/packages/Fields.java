package com.quiltdata.mcp.tools.packages;

import java.util.ArrayList;
import java.util.List;

/** Reads records of fields between delimiters, in which a quoted field may hold anything, quotes twice (RFC 4180). */
final class Fields {
    private final String text;
    private final char delimiter;
    private int at;

    Fields(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Up to {@code most} records; the last only if it is known to be whole, when the text is cut. Empty lines are none. */
    List<Rows.Piece<List<String>>> read(int most, boolean cut) {
        var records = new ArrayList<Rows.Piece<List<String>>>();
        while (at < text.length() && records.size() < most) {
            var record = record();
            var ended = text.charAt(at - 1) == '\n';
            if (cut && !ended) {
                break;
            }
            if (record.size() > 1 || !record.getFirst().isEmpty()) {
                records.add(new Rows.Piece<>(record, at));
            }
        }
        return records;
    }

    private List<String> record() {
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return fields;
            }
            var ended = text.charAt(at) != delimiter;
            at++;
            if (ended) {
                return fields;
            }
            if (at >= text.length()) {
                fields.add("");
                return fields;
            }
        }
    }

    /** A field, up to the delimiter or line feed after it. */
    private String field() {
        var field = new StringBuilder();
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            quoted(field);
        }
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n') {
            field.append(text.charAt(at++));
        }
        var length = field.length();
        if (length > 0 && field.charAt(length - 1) == '\r' && (at >= text.length() || text.charAt(at) == '\n')) {
            field.setLength(length - 1);
        }
        return field.toString();
    }

    private void quoted(StringBuilder field) {
        while (at < text.length()) {
            var c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append(text.charAt(at++));
            } else {
                return;
            }
        }
    }
}
