package com.quiltdata.mcp.tools.objects;

import java.util.ArrayList;
import java.util.List;

/** Parses records of delimited fields; a quoted field may hold any character, and a quote is doubled (RFC 4180). */
final class DelimitedParser {
    private final String text;
    private final char delimiter;
    private int at;

    DelimitedParser(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Returns up to {@code most} records without empty lines; of a cut text the last one only if it is complete. */
    List<TablePreview.ParsedPart<List<String>>> read(int most, boolean cut) {
        var records = new ArrayList<TablePreview.ParsedPart<List<String>>>();
        while (at < text.length() && records.size() < most) {
            var record = record();
            var ended = text.charAt(at - 1) == '\n';
            if (cut && !ended) {
                break;
            }
            if (record.size() > 1 || !record.getFirst().isEmpty()) {
                records.add(new TablePreview.ParsedPart<>(record, at));
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

    /** The next field, up to its delimiter or line feed. */
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
