package com.quiltdata.mcp.catalog.parquet;

import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetColumn;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the columns of a schema. */
final class SchemaText {
    private static final long MAX_CHUNKS = 1_000_000;

    private SchemaText() {}

    /** Describes the top-level columns; {@code groups} are all row groups, or empty if some are not known. */
    static List<ParquetColumn> columns(FileSchema schema, List<RowGroup> groups) {
        var hasStatistics = (long) schema.getColumnCount() * groups.size() <= MAX_CHUNKS;
        return schema.getRootNode().children().stream()
                .map(node -> new ParquetColumn(
                        ValueText.cut(String.valueOf(node.name())),
                        ValueText.cut(type(node)),
                        node instanceof SchemaNode.PrimitiveNode leaf ? logical(leaf.logicalType()) : null,
                        node.repetitionType() == RepetitionType.OPTIONAL,
                        hasStatistics && node instanceof SchemaNode.PrimitiveNode leaf && leaf.maxRepetitionLevel() == 0
                                ? FooterStatistics.of(schema.getColumn(leaf.columnIndex()), groups)
                                : null))
                .toList();
    }

    private static @Nullable String logical(@Nullable LogicalType type) {
        return type == null ? null : ValueText.cut(type.toString());
    }

    /** Returns the physical type, or the structure with the types of its leaves. */
    private static String type(SchemaNode node) {
        var type = switch (node) {
            case SchemaNode.PrimitiveNode leaf -> leaf.type().name().toLowerCase(Locale.ROOT);
            case SchemaNode.GroupNode group
            when group.isMap() && group.getMapValue() != null ->
                "map<%s, %s>".formatted(nested(group.getMapKey()), nested(group.getMapValue()));
            case SchemaNode.GroupNode group
            when group.getListElement() != null -> "list<%s>".formatted(nested(group.getListElement()));
            case SchemaNode.GroupNode group ->
                group.children().stream()
                        .map(child -> child.name() + ": " + nested(child))
                        .collect(Collectors.joining(", ", "struct<", ">"));
        };
        return node.repetitionType() == RepetitionType.REPEATED && !type.startsWith("list<")
                ? "list<%s>".formatted(type)
                : type;
    }

    private static String nested(SchemaNode node) {
        return node instanceof SchemaNode.PrimitiveNode leaf && leaf.logicalType() != null
                ? String.valueOf(leaf.logicalType())
                : type(node);
    }
}
