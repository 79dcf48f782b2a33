package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.json.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The YAML of a tabulator table. */
record TabulatorConfig(
        List<Field> schema,
        Source packageName,
        Source logicalKey,
        boolean csv,
        boolean header,
        String delimiter,
        boolean continueOnError) {
    /** A column of the schema. */
    record Field(TableCatalog.Column column, boolean nullable) {}

    /** A regular expression, and its named groups by their names, which are not all names of groups in Java. */
    record Source(Pattern pattern, Map<String, String> groups) {
        private static final Pattern GROUP = Pattern.compile("\\(\\?P?<([A-Za-z_]\\w*)>");

        static Source of(@Nullable Object regex) {
            var groups = new LinkedHashMap<String, String>();
            String renamed = GROUP.matcher(String.valueOf(regex)).replaceAll(found -> {
                String group = "g" + groups.size();
                groups.put(found.group(1), group);
                return Matcher.quoteReplacement("(?<" + group + ">");
            });
            return new Source(Pattern.compile(renamed), groups);
        }

        /** Returns the values of the groups, or null if the text does not match. */
        @Nullable
        Map<String, @Nullable String> match(String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return null;
            }
            var values = new LinkedHashMap<String, @Nullable String>();
            groups.forEach((name, group) -> values.put(name, matcher.group(group)));
            return values;
        }
    }

    static TabulatorConfig parse(String yaml) {
        Map<String, @Nullable Object> config = Json.asObject(Yaml.read(yaml));
        Map<String, @Nullable Object> source = Json.asObject(config.get("source"));
        Map<String, @Nullable Object> parser = Json.asObject(config.get("parser"));
        var schema = new ArrayList<Field>();
        if (config.get("schema") instanceof List<?> columns) {
            columns.forEach(column -> schema.add(field(Json.asObject(column))));
        }
        return new TabulatorConfig(
                schema,
                Source.of(source.get("package_name")),
                Source.of(source.get("logical_key")),
                !"parquet".equals(parser.get("format")),
                Boolean.TRUE.equals(parser.get("header")),
                parser.get("delimiter") instanceof String delimiter ? delimiter : ",",
                Boolean.TRUE.equals(config.get("continue_on_error")));
    }

    private static Field field(Map<String, @Nullable Object> column) {
        String type = String.valueOf(column.get("type")).toLowerCase(Locale.ROOT);
        return new Field(
                new TableCatalog.Column(String.valueOf(column.get("name")), type, null),
                !Boolean.FALSE.equals(column.get("nullable")));
    }

    /** Returns the columns of the table: the schema's, the named groups, and those about a row's origin. */
    List<TableCatalog.Column> columns() {
        Stream<String> added = Stream.of(
                        packageName.groups().keySet().stream(),
                        logicalKey.groups().keySet().stream(),
                        Stream.of("$pkg_name", "$logical_key", "$physical_key", "$top_hash", "$issue"))
                .flatMap(names -> names)
                .distinct();
        return Stream.concat(
                        schema.stream().map(Field::column),
                        added.map(name -> new TableCatalog.Column(name, "string", null)))
                .toList();
    }
}
