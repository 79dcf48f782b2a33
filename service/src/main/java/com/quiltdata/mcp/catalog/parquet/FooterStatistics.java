package com.quiltdata.mcp.catalog.parquet;

import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetStatistics;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.Statistics;
import dev.hardwood.schema.ColumnSchema;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Combines a column's statistics of all row groups, which are exact for the whole file. */
final class FooterStatistics {
    private FooterStatistics() {}

    /** Returns what all row groups with rows know; null if that is nothing. */
    static @Nullable ParquetStatistics of(ColumnSchema column, List<RowGroup> groups) {
        var known = groups.stream()
                .filter(group -> group.numRows() > 0)
                .map(group -> column.columnIndex() < group.columns().size()
                        ? group.columns().get(column.columnIndex()).metaData()
                        : null)
                .map(chunk -> chunk == null ? Optional.<Statistics>empty() : Optional.ofNullable(chunk.statistics()))
                .toList();
        if (known.isEmpty() || known.stream().anyMatch(Optional::isEmpty)) {
            return null;
        }
        var statistics = known.stream().map(Optional::get).toList();
        var nulls = statistics.stream().map(Statistics::nullCount).toList();
        var total = nulls.stream().allMatch(Objects::nonNull)
                ? Long.valueOf(nulls.stream().mapToLong(Long::longValue).sum())
                : null;
        var mins =
                statistics.stream().map(it -> value(it, it.minValue(), column)).toList();
        var maxs =
                statistics.stream().map(it -> value(it, it.maxValue(), column)).toList();
        var isKnown =
                mins.stream().allMatch(Optional::isPresent) && maxs.stream().allMatch(Optional::isPresent);
        var min = isKnown ? mins.stream().map(Optional::get).min(order(column)).orElse(null) : null;
        var max = isKnown ? maxs.stream().map(Optional::get).max(order(column)).orElse(null) : null;
        return total == null && min == null
                ? null
                : new ParquetStatistics(
                        total, min == null ? null : json(min, column), max == null ? null : json(max, column));
    }

    private static Object json(Object value, ColumnSchema column) {
        return ValueText.json(value, column.type(), column.logicalType());
    }

    /** Returns the physical value, which is 0 where writers write -0.0 below it; empty if there is none, or none whose order is known. */
    private static Optional<Object> value(Statistics statistics, byte @Nullable [] bytes, ColumnSchema column) {
        if (bytes == null) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (column.type()) {
            case BOOLEAN -> bytes.length == 1 ? Optional.of(bytes[0] != 0) : Optional.empty();
            case INT32 -> bytes.length == Integer.BYTES ? Optional.of(in.getInt()) : Optional.empty();
            case INT64 -> bytes.length == Long.BYTES ? Optional.of(in.getLong()) : Optional.empty();
            case FLOAT -> bytes.length == Float.BYTES ? Optional.of(in.getFloat() + 0f) : Optional.empty();
            case DOUBLE -> bytes.length == Double.BYTES ? Optional.of(in.getDouble() + 0d) : Optional.empty();
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                statistics.isMinMaxDeprecated() || !isOrdered(column.logicalType())
                        ? Optional.empty()
                        : Optional.of(bytes);
            case INT96 -> Optional.empty();
        };
    }

    private static boolean isOrdered(@Nullable LogicalType type) {
        return type instanceof LogicalType.StringType || type instanceof LogicalType.DecimalType;
    }

    private static Comparator<Object> order(ColumnSchema column) {
        var logical = column.logicalType();
        var unsigned = ValueText.isUnsigned(logical);
        return (a, b) -> switch (a) {
            case Boolean it -> it.compareTo((Boolean) b);
            case Integer it -> unsigned ? Integer.compareUnsigned(it, (Integer) b) : it.compareTo((Integer) b);
            case Long it -> unsigned ? Long.compareUnsigned(it, (Long) b) : it.compareTo((Long) b);
            case Float it -> it.compareTo((Float) b);
            case Double it -> it.compareTo((Double) b);
            case byte[] it
            when logical instanceof LogicalType.DecimalType -> new BigInteger(it).compareTo(new BigInteger((byte[]) b));
            case byte[] it -> Arrays.compareUnsigned(it, (byte[]) b);
            default -> 0;
        };
    }
}
