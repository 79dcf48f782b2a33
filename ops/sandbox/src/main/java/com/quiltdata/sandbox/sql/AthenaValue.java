package com.quiltdata.sandbox.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** The text of a value as Athena's GetQueryResults writes it, for example {@code [1, 2, null]} or {@code {a=1}}. */
final class AthenaValue {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private AthenaValue() {}

    static @Nullable String text(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.toPlainString();
            case Timestamp timestamp -> TIMESTAMP.format(timestamp.toLocalDateTime());
            case LocalDateTime timestamp -> TIMESTAMP.format(timestamp);
            case OffsetDateTime instant -> TIMESTAMP.format(instant.withOffsetSameInstant(ZoneOffset.UTC)) + " UTC";
            case LocalTime time -> TIME.format(time);
            case Blob blob -> HexFormat.ofDelimiter(" ").formatHex(blob.getBytes(1, (int) blob.length()));
            case Array array -> list(Arrays.asList((@Nullable Object[]) array.getArray()));
            case DuckDBStruct struct when struct.getSQLTypeName().startsWith("TUPLE") -> row(struct.getAttributes());
            case DuckDBStruct struct -> map(struct.getMap());
            case Map<?, ?> map -> map(map);
            default -> value.toString();
        };
    }

    private static String list(Iterable<? extends @Nullable Object> values) throws SQLException {
        var texts = new ArrayList<String>();
        for (var value : values) {
            texts.add(String.valueOf(text(value)));
        }
        return texts.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    /** Writes a row without names as Athena names its fields. */
    private static String row(@Nullable Object[] values) throws SQLException {
        var texts = new ArrayList<String>();
        for (int i = 0; i < values.length; i++) {
            texts.add("field" + i + "=" + text(values[i]));
        }
        return texts.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    private static String map(Map<?, ?> values) throws SQLException {
        var texts = new ArrayList<String>();
        for (var entry : values.entrySet()) {
            texts.add(text(entry.getKey()) + "=" + text(entry.getValue()));
        }
        return texts.stream().collect(Collectors.joining(", ", "{", "}"));
    }
}
