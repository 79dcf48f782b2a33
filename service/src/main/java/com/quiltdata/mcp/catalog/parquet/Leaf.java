package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import dev.hardwood.internal.reader.Page;
import dev.hardwood.schema.ColumnSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a leaf column: levels, and a value where the definition level is the column's maximum. */
final class Leaf {
    /** Levels, and the value in its JSON form; null if the levels say that there is none. */
    record Entry(int repetition, int definition, @Nullable Object value) {}

    private static final int MAX_WEIGHT = 8 * 1024 * 1024;
    private static final int ENTRY_COST = 64;

    private final ColumnSchema column;
    private final List<Entry> entries = new ArrayList<>();
    private int rows;
    private int next;
    private int weight;

    Leaf(ColumnSchema column) {
        this.column = column;
    }

    /** Adds entries up to the end of a row, and returns whether another row begins in this page. */
    boolean add(Page page, int maxRows) {
        var repetitions = page.repetitionLevels();
        var definitions = page.definitionLevels();
        var maxDefinition = column.maxDefinitionLevel();
        for (int i = 0; i < page.size(); i++) {
            var repetition = repetitions == null ? 0 : repetitions[i];
            var definition = definitions == null ? maxDefinition : definitions[i];
            if (repetition == 0 && rows == maxRows) {
                return true;
            }
            rows += repetition == 0 ? 1 : 0;
            require(
                    rows > 0 && repetition <= column.maxRepetitionLevel() && definition <= maxDefinition,
                    "its levels are malformed");
            var value = definition < maxDefinition
                    ? null
                    : ValueText.json(value(page, i), column.type(), column.logicalType());
            weight += ENTRY_COST + (value instanceof String text ? 2 * text.length() : 0);
            require(weight <= MAX_WEIGHT, "its values or lists are too large");
            entries.add(new Entry(repetition, definition, value));
        }
        return false;
    }

    private static Object value(Page page, int i) {
        return switch (page) {
            case Page.BooleanPage it -> it.values()[i];
            case Page.IntPage it -> it.values()[i];
            case Page.LongPage it -> it.values()[i];
            case Page.FloatPage it -> it.values()[i];
            case Page.DoublePage it -> it.values()[i];
            case Page.ByteArrayPage it -> it.values()[i];
        };
    }

    int rows() {
        return rows;
    }

    /** Returns the number of bytes of memory of the entries. */
    int weight() {
        return weight;
    }

    /** Returns the next entry without taking it. */
    Entry peek() {
        require(next < entries.size(), "it ends early");
        return entries.get(next);
    }

    Entry take() {
        var entry = peek();
        next++;
        return entry;
    }

    /** Returns whether the next entry is of the same list of this repetition level. */
    boolean continues(int repetition) {
        return next < entries.size() && entries.get(next).repetition() == repetition;
    }
}
