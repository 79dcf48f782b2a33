package com.quiltdata.mcp.catalog.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.BoundedObjectReader;
import com.quiltdata.mcp.catalog.objects.ByteRanges;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetColumn;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetPreview;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetResult;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetStatistics;
import com.quiltdata.mcp.catalog.objects.ParquetReader.UnreadableParquet;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HardwoodParquetReaderTest {
    private static final int MAX_BYTES = 4 << 20;
    private static final ObjectLocation AT = new ObjectLocation("bucket-1", "x.parquet", null);

    private final MemoryObjects objects = new MemoryObjects();

    private ByteRanges ranges(byte[] file, int head) {
        objects.with(AT.bucket(), AT.key(), file);
        var reader = new BoundedObjectReader(objects, 1000);
        return new ByteRanges(
                reader, Calls.any().caller(), reader.read(Calls.any().caller(), AT, 0, head));
    }

    private ParquetResult result(byte[] file, int maxRows) {
        return ParquetFiles.reader().read(ranges(file, 64), maxRows, MAX_BYTES);
    }

    private ParquetPreview read(String name, int maxRows) {
        return (ParquetPreview) result(ParquetFiles.read(name), maxRows);
    }

    private Map<String, @Nullable Object> row(String name, int row) {
        var preview = read(name, row + 1);
        var values = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < preview.columns().size(); i++) {
            values.put(preview.columns().get(i), preview.rows().get(row).get(i));
        }
        return values;
    }

    private static ParquetColumn column(ParquetPreview preview, String name) {
        return preview.schema().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsValuesOfEveryTypeWithoutLoss() {
        assertThat(row("types", 0))
                .containsEntry("bool", true)
                .containsEntry("i8", -128)
                .containsEntry("i64", "-9223372036854775808")
                .containsEntry("f32", 0.1f)
                .containsEntry("f64", 1e300)
                .containsEntry("text", "")
                .containsEntry("binary", "base64:AP8B")
                .containsEntry("small_decimal", "-1.50")
                .containsEntry("large_decimal", "12345678901234567890123456789.123456789")
                .containsEntry("date", "1969-12-31")
                .containsEntry("time", "01:02:03.000004")
                .containsEntry("utc", "2024-02-29T01:02:03.004Z")
                .containsEntry("local", "2024-02-29T01:02:03.000004")
                .containsEntry("nanos", "1970-01-01T00:00:00.000000001");
        assertThat(row("types", 2))
                .containsEntry("u32", 4294967295L)
                .containsEntry("u64", "18446744073709551615")
                .containsEntry("i64", 9007199254740991L)
                .containsEntry("f32", "Infinity")
                .containsEntry("f64", "NaN")
                .containsEntry("binary", "plain")
                .containsEntry("fixed", "base64:AQID")
                .containsEntry("large_decimal", "-0.000000001")
                .containsEntry("required", 3);
    }

    @Test
    void readsNullAsNull() {
        var row = row("types", 1);

        assertThat(row).containsEntry("required", 2).containsEntry("text", "caf\u00e9");
        row.keySet().removeAll(List.of("required", "text"));
        assertThat(row)
                .hasSize(16)
                .allSatisfy((name, value) -> assertThat(value).as(name).isNull());
    }

    @Test
    void describesTheSchema() {
        var preview = read("types", 1);

        assertThat(column(preview, "utc").type()).isEqualTo("int64");
        assertThat(column(preview, "utc").logicalType()).isEqualTo("TIMESTAMP(MILLIS, UTC)");
        assertThat(column(preview, "local").logicalType()).isEqualTo("TIMESTAMP(MICROS, local)");
        assertThat(column(preview, "large_decimal").logicalType()).isEqualTo("DECIMAL(38, 9)");
        assertThat(column(preview, "utc").nullable()).isTrue();
        assertThat(column(preview, "required").nullable()).isFalse();
        assertThat(preview.file().createdBy()).startsWith("parquet-cpp-arrow");
        assertThat(preview.schema()).hasSize(18);
    }

    @Test
    void readsNestedValues() {
        var preview = read("nested", 10);

        assertThat(preview.schema())
                .extracting(ParquetColumn::type)
                .containsExactly(
                        "list<int64>",
                        "list<list<int64>>",
                        "struct<x: double, name: struct<first: STRING>>",
                        "list<struct<a: int32, b: list<STRING>>>",
                        "map<STRING, int64>",
                        "map<int32, STRING>");
        assertThat(preview.rows().toString())
                .isEqualTo("[[[1, null, 3], [[1], []], {x=1.5, name={first=a}}, [{a=1, b=[x, y]}, {a=null, b=null}],"
                        + " {k=1, l=null}, {1=a}],"
                        + " [[], [null, [2, 3]], {x=null, name=null}, [], {}, {}],"
                        + " [null, null, null, null, null, null]]");
    }

    @Test
    void readsTimestampsOfInt96() {
        assertThat(read("int96", 10).rows())
                .containsExactly(List.of("2024-02-29T01:02:03.000004Z"), Arrays.asList((Object) null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4", "encodings", "encodings-1", "row-groups"})
    void readsTheFirstRowsInAnyCompressionAndEncoding(String name) {
        var preview = read(name, 100);

        assertThat(preview.omitted()).isEmpty();
        assertThat(preview.rows()).hasSize(100);
        assertThat(preview.rows().getLast().subList(0, 3)).isEqualTo(List.of(99L, "name 1", 12.375));
    }

    @Test
    void readsWhatDuckDbWrites() {
        var preview = read("duckdb", 3);

        assertThat(preview.file().rows()).isEqualTo(500);
        assertThat(preview.rows().get(2).subList(0, 6))
                .isEqualTo(
                        List.of(2L, "name 2", "0.250", "2024-01-01T00:02", List.of(2L, 3L), Map.of("a", 2L, "b", "x")));
        assertThat(preview.rows().get(2).get(7)).isEqualTo("0 months 2 days 0 ms");
    }

    @Test
    void describesAFileWithoutRows() {
        var preview = read("empty", 10);

        assertThat(preview.columns()).containsExactly("id", "name", "x");
        assertThat(preview.rows()).isEmpty();
        assertThat(preview.file().rows()).isZero();
    }

    @Test
    void describesColumnsInACompressionThatIsNotSupported() {
        var preview = read("brotli", 10);

        assertThat(preview.schema()).hasSize(3);
        assertThat(preview.rows()).isEmpty();
        assertThat(preview.omitted())
                .containsExactly(Map.entry("compression BROTLI is not supported", List.of("id", "name", "x")));
    }

    @Test
    void combinesTheStatisticsOfAllRowGroups() {
        var preview = read("row-groups", 1);

        assertThat(preview.file().rowGroups()).isEqualTo(13);
        assertThat(column(preview, "id").statistics()).isEqualTo(new ParquetStatistics(0L, 0L, 249L));
        assertThat(column(preview, "name").statistics()).isEqualTo(new ParquetStatistics(0L, "name 0", "name 6"));
        assertThat(column(preview, "x").statistics()).isEqualTo(new ParquetStatistics(0L, 0d, 31.125));
        assertThat(column(read("types", 1), "u64").statistics())
                .isEqualTo(new ParquetStatistics(1L, 0L, "18446744073709551615"));
        assertThat(column(read("types", 1), "small_decimal").statistics())
                .isEqualTo(new ParquetStatistics(1L, "-1.50", "12345.67"));
    }

    @Test
    void readsNoMoreThanAllowed() {
        var file = ParquetFiles.read("snappy");

        var preview = (ParquetPreview) ParquetFiles.reader().read(ranges(file, 64), 10, 3000);

        assertThat(preview.bytesRead()).isLessThanOrEqualTo(3064);
        assertThat(preview.schema()).hasSize(3);
        assertThat(preview.omitted()).hasSize(1);
        assertThat(preview.omitted().keySet().iterator().next()).contains("larger max_bytes");
    }

    @Test
    void readsTheSchemaOfAFooterThatIsTooLarge() {
        var file = ParquetFiles.read("row-groups");

        var preview = (ParquetPreview) ParquetFiles.reader().read(ranges(file, 4000), 10, 2000);

        assertThat(preview.file().complete()).isFalse();
        assertThat(preview.file().rows()).isEqualTo(250);
        assertThat(preview.file().rowGroups()).isBetween(1, 12);
        assertThat(preview.schema()).hasSize(3).allMatch(it -> it.statistics() == null);
        assertThat(preview.rows()).hasSize(10);
    }

    @Test
    void refusesAnObjectThatChangesWhileItIsRead() {
        var ranges = ranges(ParquetFiles.read("snappy"), 64);
        objects.etag = "\"other\"";
        objects.with(AT.bucket(), AT.key(), ParquetFiles.read("snappy"));

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> ParquetFiles.reader().read(ranges, 10, MAX_BYTES))
                .withMessageContaining("changed");
    }

    @Test
    void passesOnFailuresOfTheReader() {
        var ranges = ranges(ParquetFiles.read("snappy"), 64);
        objects.faults.put(AT.key(), new Failure.Throttled("Slow down.", null));

        assertThatExceptionOfType(Failure.Throttled.class)
                .isThrownBy(() -> ParquetFiles.reader().read(ranges, 10, MAX_BYTES));
    }

    /** Its 40 columns are one page of 16 KB, which becomes 16 MiB. */
    @Test
    void boundsWhatColumnsBecome() {
        var preview = read("bomb", 1);

        assertThat(preview.columns()).hasSize(31).contains("c0");
        assertThat(preview.omitted())
                .hasEntrySatisfying(
                        "decoding the columns takes too long; select fewer with SQL",
                        columns -> assertThat(columns).hasSize(9).contains("c39"));
    }

    /** Such a failure is of the moment, not of the file. */
    @Test
    void passesOnThatMemoryIsExhausted() {
        var reader = new HardwoodParquetReader(new MemoryBudget(new ByteBudget(200, Duration.ofMillis(1))));
        var ranges = ranges(ParquetFiles.read("snappy"), 64);

        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> ByteBudget.scope(() -> reader.read(ranges, 10, MAX_BYTES)));
    }

    @ParameterizedTest
    @CsvSource({"-1, length is wrong", "2147483647, length is wrong", "0, length is wrong", "20, malformed"})
    void refusesAWrongFooterLength(int length, String reason) {
        var file = ParquetFiles.read("snappy");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - 8, length);

        assertThat(result(file, 10))
                .isInstanceOfSatisfying(
                        UnreadableParquet.class, it -> assertThat(it.reason()).contains(reason));
    }

    @ParameterizedTest
    @CsvSource({"PARE, encrypted", "PAR2, begin and end with PAR1"})
    void refusesAnotherMagic(String magic, String reason) {
        var file = ParquetFiles.read("snappy");
        System.arraycopy(magic.getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);

        assertThat(((UnreadableParquet) result(file, 10)).reason()).contains(reason);
        assertThat(((UnreadableParquet) result(new byte[5], 10)).reason()).contains("too small");
    }

    /** In a footer, a nested list, a long text, many structs and deep groups, each without the bytes that it claims. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "29fcffffff7f", // schema: 2^34 elements
                "29fcffffff07", // schema: 2^31 elements
                "6888ffffffff07", // created_by: 2 GiB
                "79f9ffffff079999999999999999", // an unknown list of lists
                "7b ffffffff07 11" // an unknown map of booleans
            })
    void refusesSizesBeyondTheFile(String footer) {
        var bytes = HexFormat.of().parseHex(footer.replace(" ", ""));
        var file = ByteBuffer.allocate(bytes.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        file.put("PAR1".getBytes(StandardCharsets.US_ASCII)).put(bytes);
        file.putInt(bytes.length).put("PAR1".getBytes(StandardCharsets.US_ASCII));

        assertThat(result(file.array(), 10)).isInstanceOf(UnreadableParquet.class);
    }
}
