package com.quiltdata.mcp.tools.tabulator;

import com.google.common.base.Ascii;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.tabulator.TabulatorConfig;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A format of files that a table can be created from. */
enum TableFormat {
    CSV,
    TSV,
    PARQUET;

    /** Returns the configuration that the arguments describe; its faults are still to be checked. */
    static TabulatorConfig config(TableCreate.Input in) {
        if (in.parserSkipRows() != 0) {
            throw new Failure.Invalid(
                    "`parser_skip_rows`: Tabulator cannot skip rows; leave it out. Only a header in the"
                            + " first row can be skipped, with parser_header=true.");
        }
        var config = new LinkedHashMap<String, Object>();
        config.put("schema", in.schema().stream().map(TableFormat::column).toList());
        config.put(
                "source",
                Map.of(
                        "type",
                        "quilt-packages",
                        "package_name",
                        TabulatorConfig.withoutPythonGroups(in.packagePattern()),
                        "logical_key",
                        TabulatorConfig.withoutPythonGroups(in.logicalKeyPattern())));
        config.put("parser", parse(in.parserFormat()).parser(in.parserDelimiter(), in.parserHeader()));
        if (in.continueOnError() != null) {
            config.put("continue_on_error", in.continueOnError());
        }
        return new TabulatorConfig(config);
    }

    private static TableFormat parse(String format) {
        return Stream.of(values())
                .filter(it -> it.name().equalsIgnoreCase(format.strip()))
                .findFirst()
                .orElseThrow(
                        () -> new Failure.Invalid("`parser_format` must be \"csv\", \"tsv\" or \"parquet\", not \"%s\"."
                                .formatted(WellFormedText.shown(format))));
    }

    private static Map<String, Object> column(TableCreate.Column column) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", column.name().strip());
        fields.put("type", Ascii.toUpperCase(column.type().strip()));
        if (column.nullable() != null) {
            fields.put("nullable", column.nullable());
        }
        return fields;
    }

    private Map<String, Object> parser(@Nullable String delimiter, boolean header) {
        if (this == PARQUET) {
            if (delimiter != null || !header) {
                throw new Failure.Invalid(
                        "`parser_delimiter` and `parser_header` are for csv and tsv; leave them out for"
                                + " parquet, whose files name their columns.");
            }
            return Map.of("format", "parquet");
        }
        var character = "\\t".equals(delimiter) ? "\t" : delimiter;
        if (this == TSV && character != null && !character.equals("\t")) {
            throw new Failure.Invalid(
                    "`parser_delimiter`: tsv has tabs; leave it out, or send parser_format=csv with this delimiter.");
        }
        var parser = new LinkedHashMap<String, Object>();
        parser.put("format", "csv");
        parser.put("header", header);
        parser.put("delimiter", Objects.requireNonNullElse(character, this == TSV ? "\t" : ","));
        return parser;
    }
}
