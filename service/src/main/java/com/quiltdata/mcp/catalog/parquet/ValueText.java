package com.quiltdata.mcp.catalog.parquet;

import com.quiltdata.mcp.catalog.objects.ParquetReader;
import dev.hardwood.internal.conversion.LogicalTypeConverter;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.row.PqInterval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values as JSON has them: numbers without loss of digits, all that is no number or boolean as bounded text. */
final class ValueText {
    private static final int MAX_TEXT = ParquetReader.MAX_TEXT;
    private static final int MAX_BINARY = 96;
    private static final int MAX_SCALE = 1000;
    private static final long UNSIGNED = 0xffffffffL;
    private static final long MAX_EXACT = 1L << 53;

    private ValueText() {}

    /** Returns the JSON form of a physical value. */
    static Object json(Object value, PhysicalType type, @Nullable LogicalType logical) {
        if (value instanceof byte[] bytes) {
            return bytes(bytes, type, logical);
        }
        var isPlain = logical == null || logical instanceof LogicalType.IntType;
        return of(isPlain ? value : LogicalTypeConverter.convert(value, type, logical), logical);
    }

    private static Object bytes(byte[] bytes, PhysicalType type, @Nullable LogicalType logical) {
        return switch (logical) {
            case null ->
                type == PhysicalType.INT96
                        ? LogicalTypeConverter.int96ToInstant(bytes).toString()
                        : binary(bytes, true);
            case LogicalType.StringType _, LogicalType.JsonType _, LogicalType.EnumType _ -> text(bytes);
            case LogicalType.DecimalType it -> {
                UnreadableException.require(
                        bytes.length <= MAX_BINARY && Math.abs((long) it.scale()) <= MAX_SCALE,
                        "its decimals are too long");
                yield new BigDecimal(new BigInteger(bytes), it.scale()).toPlainString();
            }
            case LogicalType.BsonType _, LogicalType.GeometryType _, LogicalType.GeographyType _ ->
                binary(bytes, false);
            default -> of(LogicalTypeConverter.convert(bytes, type, logical), logical);
        };
    }

    private static Object of(Object value, @Nullable LogicalType logical) {
        return switch (value) {
            case Boolean it -> it;
            case Integer it -> isUnsigned(logical) ? (Object) (it & UNSIGNED) : it;
            case Long it -> number(it, logical);
            case Float it -> Float.isFinite(it) ? it : it.toString();
            case Double it -> Double.isFinite(it) ? it : it.toString();
            case BigDecimal it -> {
                UnreadableException.require(Math.abs((long) it.scale()) <= MAX_SCALE, "its decimals are too long");
                yield it.toPlainString();
            }
            case PqInterval it -> "%d months %d days %d ms".formatted(it.months(), it.days(), it.milliseconds());
            default -> value.toString();
        };
    }

    static boolean isUnsigned(@Nullable LogicalType logical) {
        return logical instanceof LogicalType.IntType it && !it.isSigned();
    }

    private static Object number(long value, @Nullable LogicalType logical) {
        if (value < 0 && isUnsigned(logical)) {
            return Long.toUnsignedString(value);
        }
        return value > -MAX_EXACT && value < MAX_EXACT ? (Object) value : Long.toString(value);
    }

    /** Returns base64, or text if the bytes may be unmarked text, as some writers write it, and are printable UTF-8. */
    private static String binary(byte[] bytes, boolean maybeText) {
        var text = maybeText ? text(bytes) : "\0";
        if (text.chars().noneMatch(it -> it == '\uFFFD' || (it < ' ' && it != '\n' && it != '\t' && it != '\r'))) {
            return text;
        }
        var shown = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BINARY));
        var encoded = "base64:" + Base64.getEncoder().encodeToString(shown);
        return bytes.length <= MAX_BINARY ? encoded : "%s… (%,d bytes)".formatted(encoded, bytes.length);
    }

    private static String text(byte[] bytes) {
        if (bytes.length <= MAX_TEXT * 4) {
            return cut(new String(bytes, StandardCharsets.UTF_8));
        }
        var start = start(new String(bytes, 0, MAX_TEXT * 4, StandardCharsets.UTF_8));
        return "%s… (%,d bytes)".formatted(start, bytes.length);
    }

    /** Returns the text, or its beginning and its length if it is long. */
    static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : "%s… (%,d characters)".formatted(start(text), text.length());
    }

    private static String start(String text) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
