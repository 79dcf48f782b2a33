package com.quiltdata.mcp.catalog.tabulator;

import com.google.common.base.Ascii;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a configuration against the form that Quilt documents for it, and its regular expressions. */
final class TabulatorConfigCheck {
    private static final List<String> TYPES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "STRING",
            "BINARY",
            "DATE",
            "TIMESTAMP");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,254}");

    private final List<String> faults = new ArrayList<>();

    /** The place of each column by its name in lower case, because Athena ignores case. */
    private final Map<String, String> columns = new HashMap<>();

    private TabulatorConfigCheck() {}

    static List<String> faults(Map<?, ?> config) {
        var check = new TabulatorConfigCheck();
        check.known("", config, "schema", "source", "parser", "continue_on_error");
        check.schema(config.get("schema"));
        check.source(config.get("source"));
        check.parser(config.get("parser"));
        check.flag("continue_on_error", config, "continue_on_error");
        return check.faults;
    }

    private void schema(@Nullable Object schema) {
        if (!(schema instanceof List<?> list) || list.isEmpty()) {
            faults.add("`schema` must be a list of columns, like [{\"name\": \"year\", \"type\": \"INT\"}]");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            var at = "schema[%d]".formatted(i);
            if (list.get(i) instanceof Map<?, ?> column) {
                known(at + ".", column, "name", "type", "nullable");
                name(at + ".name", column.get("name"));
                type(at + ".type", column.get("type"));
                flag(at + ".nullable", column, "nullable");
            } else {
                faults.add("`%s` must be an object with name and type, not %s".formatted(at, shown(list.get(i))));
            }
        }
    }

    private void name(String at, @Nullable Object name) {
        if (!(name instanceof String text) || !COLUMN.matcher(text).matches()) {
            faults.add("`%s` must begin with a letter and have only letters, digits, _ and -, at most 255, not %s"
                    .formatted(at, shown(name)));
        } else {
            column(at, text);
        }
    }

    private void column(String at, String name) {
        var other = columns.putIfAbsent(Ascii.toLowerCase(name), at);
        if (other != null) {
            faults.add("`%s` and `%s` both define the column \"%s\"; names must differ, also in lower case"
                    .formatted(other, at, name));
        }
    }

    private void type(String at, @Nullable Object type) {
        if (!(type instanceof String text) || !TYPES.contains(text)) {
            var near = type instanceof String text
                    ? NearestName.of(text, TYPES)
                            .map(" (did you mean %s?)"::formatted)
                            .orElse("")
                    : "";
            faults.add("`%s` must be one of %s, not %s%s".formatted(at, String.join(", ", TYPES), shown(type), near));
        }
    }

    private void source(@Nullable Object source) {
        if (!(source instanceof Map<?, ?> members)) {
            faults.add("`source` must be an object with type, package_name and logical_key, not " + shown(source));
            return;
        }
        known("source.", members, "type", "package_name", "logical_key");
        if (!"quilt-packages".equals(members.get("type"))) {
            faults.add("`source.type` must be \"quilt-packages\", not " + shown(members.get("type")));
        }
        regex("source.package_name", members.get("package_name"));
        regex("source.logical_key", members.get("logical_key"));
    }

    private void regex(String at, @Nullable Object regex) {
        if (!(regex instanceof String text) || text.isEmpty()) {
            faults.add("`%s` must be a regular expression, not %s".formatted(at, shown(regex)));
            return;
        }
        try {
            CaptureGroups.of(text).forEach(group -> column(at, group));
        } catch (IllegalArgumentException e) {
            faults.add("`%s` %s".formatted(at, e.getMessage()));
        }
    }

    private void parser(@Nullable Object parser) {
        if (!(parser instanceof Map<?, ?> members)) {
            faults.add("`parser` must be an object with a format, not " + shown(parser));
            return;
        }
        switch (members.get("format") instanceof String format ? format : "") {
            case "csv" -> known("parser.", members, "format", "header", "delimiter");
            case "parquet" -> known("parser.", members, "format");
            case "tsv" ->
                faults.add("`parser.format` must be csv or parquet; for tsv send format csv and delimiter \"\\t\"");
            default -> faults.add("`parser.format` must be csv or parquet, not " + shown(members.get("format")));
        }
        flag("parser.header", members, "header");
        if (members.containsKey("delimiter")
                && !(members.get("delimiter") instanceof String text && text.codePointCount(0, text.length()) == 1)) {
            faults.add("`parser.delimiter` must be one character, like \",\" or \"\\t\", not "
                    + shown(members.get("delimiter")));
        }
    }

    private void flag(String at, Map<?, ?> members, String name) {
        if (members.containsKey(name) && !(members.get(name) instanceof Boolean)) {
            faults.add("`%s` must be true or false, not %s".formatted(at, shown(members.get(name))));
        }
    }

    private void known(String at, Map<?, ?> members, String... names) {
        for (var name : members.keySet()) {
            if (!Arrays.asList(names).contains(name)) {
                faults.add("`%s%s` is not supported%s; send only %s"
                        .formatted(
                                at,
                                name instanceof String text ? WellFormedText.shown(text) : shown(name),
                                at.equals("parser.") ? " by this format" : "",
                                String.join(", ", names)));
            }
        }
    }

    /** Returns a value for a message. */
    static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> '"' + WellFormedText.shown(text) + '"';
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "an object";
            case Number number -> WellFormedText.shown(number.toString());
            case Boolean flag -> flag.toString();
            default -> "a value of another type";
        };
    }
}
