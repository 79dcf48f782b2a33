package com.quiltdata.mcp.tools.objects;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tools.objects.ObjectRead.Input;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectReadTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final int CAP = 512 * 1024;

    private final MemoryObjects objects = new MemoryObjects();
    private final ReadOnlyPackages stored = new ReadOnlyPackages();

    private ObjectReadResult read(Input input) {
        return new ObjectRead(stored, objects, ParquetFiles.reader()).call(input, Calls.any());
    }

    private ObjectReadResult read(String key) {
        return read(new Input("s3://bucket-1/" + key, null, 100_000, false, 0, false, null));
    }

    private ObjectReadResult read(String key, ObjectRead.@Nullable Type type, int maxBytes, long offset) {
        return read(new Input("s3://bucket-1/" + key, type, maxBytes, false, offset, false, null));
    }

    private void put(String key, String text, String contentType) {
        objects.with("bucket-1", key, text.getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static List<List<@Nullable Object>> rows(ObjectReadResult answer) {
        return Objects.requireNonNull(answer.table()).rows();
    }

    private static byte[] picture(int size) {
        var head = HexFormat.of().parseHex("89504e470d0a1a0a0000000d");
        return Arrays.copyOf(head, size);
    }

    @Test
    void readsTextWithItsVersion() {
        objects.with("bucket-1", "a b.txt", "caf\u00e9");

        var answer = read("a%20b.txt");

        assertThat(answer.type()).isEqualTo("text");
        assertThat(answer.text()).isEqualTo("caf\u00e9");
        assertThat(answer.s3Uri()).isEqualTo("s3://bucket-1/a%20b.txt?versionId=v1");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.blocks()).isEmpty();
    }

    @Test
    void showsLittleOfBinaryContentThatIsReadAsText() {
        var content = new byte[100_000];
        new Random(1).nextBytes(content);
        objects.with("bucket-1", "x", content, "application/octet-stream");

        var answer = read("x", ObjectRead.Type.TEXT, 100_000, 0);

        assertThat(answer.bytesRead()).isBetween(250, 256);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("binary").doesNotContain("offset=");
        var fields = Arrays.stream(ObjectReadResult.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(fields.indexOf("note")).isLessThan(fields.indexOf("text"));
    }

    @Test
    void decodesWithTheCharsetOfTheMediaType() {
        objects.with(
                "bucket-1", "x", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=iso-8859-1");

        assertThat(read("x").text()).isEqualTo("caf\u00e9");
        assertThat(read("x").encoding()).isEqualTo("iso-8859-1");
    }

    @Test
    void decodesWithTheEncodingThatIsSent() {
        objects.with("bucket-1", "x.csv", "id,name\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1), "text/csv");
        var uri = "s3://bucket-1/x.csv";

        assertThat(read("x.csv").note()).contains("`encoding`");
        assertThat(rows(read(new Input(uri, null, 100, false, 0, false, "latin-1"))))
                .containsExactly(List.of("1", "caf\u00e9"));
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> read(new Input("s3://bucket-1/none", null, 100, false, 0, false, "klingon")))
                .withMessageContaining("`encoding`");
    }

    @Test
    void namesTheEncodingInWhichToReadOn() {
        objects.with("bucket-1", "x.txt", "\uFEFFabcdef".getBytes(StandardCharsets.UTF_16LE), "text/plain");

        var first = read("x.txt", null, 8, 0);

        assertThat(first.note()).contains("offset=8, encoding=utf-16le and uri=");
        assertThat(read(new Input("s3://bucket-1/x.txt", null, 100, false, 8, false, "utf-16le"))
                        .text())
                .isEqualTo("def");
    }

    @Test
    void linksToTheObjectOfATruncatedText() {
        objects.with("bucket-1", "x.txt", "0123\u00e9789");

        var answer = read("x.txt", null, 5, 0);

        assertThat(answer.text()).isEqualTo("0123");
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.nextOffset()).isEqualTo(4);
        assertThat(answer.note()).contains("offset=4", "uri=s3://bucket-1/x.txt?versionId=v1");
        assertThat(answer.blocks())
                .containsExactly(
                        new ContentBlock.ResourceLink("s3://bucket-1/x.txt?versionId=v1", "x.txt", "text/plain", 9L));
        assertThat(read("x.txt", null, 50, 4).text()).isEqualTo("\u00e9789");
    }

    @Test
    void showsACompleteImageWhateverMaxBytesIs() {
        objects.with("bucket-1", "x.png", picture(200_000), "image/png");

        var answer = read("x.png", null, 10, 0);

        assertThat(answer.type()).isEqualTo("image");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.blocks()).hasSize(1);
        assertThat(answer.blocks().getFirst()).isInstanceOfSatisfying(ContentBlock.ImageContent.class, image -> {
            assertThat(image.mimeType()).isEqualTo("image/png");
            assertThat(image.data()).isEqualTo(picture(200_000));
        });
    }

    @Test
    void detectsAnImageByItsBytes() {
        objects.with("bucket-1", "x.dat", picture(200_000), "application/octet-stream");

        assertThat(read("x.dat").type()).isEqualTo("image");
        assertThat(read("x.dat").blocks().getFirst())
                .isInstanceOfSatisfying(
                        ContentBlock.ImageContent.class,
                        image -> assertThat(image.data()).hasSize(200_000));
    }

    @Test
    void linksToAnImageThatIsTooLarge() {
        objects.with("bucket-1", "x.png", picture(CAP + 1), "image/png");

        var answer = read("x.png");

        assertThat(answer.type()).isEqualTo("image");
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.signedUrl()).isEqualTo("https://signed/s3://bucket-1/x.png?versionId=v1");
        assertThat(answer.blocks())
                .containsExactly(new ContentBlock.ResourceLink(
                        "s3://bucket-1/x.png?versionId=v1", "x.png", "image/png", CAP + 1L));
        assertThat(answer.note()).contains("524,289 bytes");
    }

    private static String notebook(String cells) {
        return "{\"nbformat\":4,\"metadata\":{},\"cells\":[%s]}".formatted(cells);
    }

    @Test
    void showsTheCellsOfANotebookInTheirOrder() {
        put("n.ipynb", notebook("""
                {"cell_type":"markdown","source":["# Storms\\n","by decade"]},
                {"cell_type":"code","source":"plot(x)","outputs":[
                  {"output_type":"stream","text":["one\\n","two"]},
                  {"output_type":"display_data","data":{"text/plain":"<Figure>","image/png":"%s"}},
                  {"output_type":"error","ename":"ValueError","evalue":"no x","traceback":["\\u001b[31m"]}]}""".formatted("A".repeat(700_000))), "application/json");

        var answer = read("n.ipynb");

        assertThat(answer.type()).isEqualTo("text");
        assertThat(answer.text()).isEqualTo("""
                [1] markdown
                # Storms
                by decade

                [2] code
                plot(x)
                → one
                two
                → <Figure> [left out: image/png]
                → ValueError: no x""");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.note()).contains("2 of 2 cells", "type=text");
        var shorter = answer.first(1);
        assertThat(shorter.truncated()).isTrue();
        assertThat(shorter.text()).endsWith("by decade");
        assertThat(shorter.note()).contains("1 of 2 cells");
    }

    @Test
    void saysHowMuchOfALongOutputOfANotebookIsCut() {
        put(
                "n.ipynb",
                notebook("{\"cell_type\":\"code\",\"source\":\"x\",\"outputs\":"
                        + "[{\"output_type\":\"stream\",\"text\":\"%s\"}]}".formatted("y".repeat(1_500))),
                "application/json");

        assertThat(read("n.ipynb").text()).endsWith("y… [500 more characters]");
    }

    @Test
    void showsAFileThatIsNoNotebookAsText() {
        put("a.ipynb", "not json", "text/plain");
        put("b.ipynb", "{\"cells\":7}", "application/json");
        put("c.ipynb", notebook("7,null,{\"outputs\":3}"), "application/json");

        assertThat(read("a.ipynb").text()).isEqualTo("not json");
        assertThat(read("b.ipynb").text()).isEqualTo("{\"cells\":7}");
        assertThat(read("c.ipynb").text()).startsWith("[1]").contains("[3]");
        assertThat(read("c.ipynb", ObjectRead.Type.TEXT, 100_000, 0).text()).startsWith("{\"nbformat\"");
    }

    @Test
    void scalesDownAnImageThatIsTooLarge() throws IOException {
        var noise = new BufferedImage(700, 700, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (var pixel = 0; pixel < 700 * 700; pixel++) {
            noise.setRGB(pixel % 700, pixel / 700, random.nextInt());
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(noise, "png", png);
        objects.with("bucket-1", "x.png", png.toByteArray(), "image/png");

        var answer = read("x.png");

        assertThat(answer.type()).isEqualTo("image");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.bytesRead()).isEqualTo(png.size());
        assertThat(answer.note()).contains("scaled down from 700 × 700", "signed_url");
        assertThat(answer.signedUrl()).isNotNull();
        assertThat(answer.blocks()).singleElement().isInstanceOfSatisfying(ContentBlock.ImageContent.class, image -> {
            assertThat(image.mimeType()).isEqualTo("image/jpeg");
            assertThat(image.data()).hasSizeLessThanOrEqualTo(CAP);
        });
    }

    @Test
    void saysWhyALargeImageIsNotScaled() {
        objects.with("bucket-1", "x.png", picture(CAP + 1), "image/png");

        assertThat(read("x.png").note()).contains("and it cannot be decoded; download it from signed_url");
    }

    @Test
    void describesAnImageThatDoesNotFit() {
        objects.with("bucket-1", "x.png", picture(1000), "image/png");

        var lean = read("x.png").withoutMetadata();

        assertThat(lean).isNotNull().satisfies(it -> {
            assertThat(it.truncated()).isTrue();
            assertThat(it.blocks()).hasSize(1).first().isInstanceOf(ContentBlock.ResourceLink.class);
        });
    }

    @Test
    void readsColumnsAndRowsOfATable() {
        put("t.csv", "\uFEFFid,name\r\n1,\"a, \"\"b\"\"\nc\"\r\n\n2,\n", "text/csv");

        var table = read("t.csv").table();

        assertThat(table).isNotNull().satisfies(it -> {
            assertThat(it.format()).isEqualTo("csv");
            assertThat(it.columns()).containsExactly("id", "name");
            assertThat(it.rows()).containsExactly(List.of("1", "a, \"b\"\nc"), List.of("2", ""));
        });
        assertThat(read("t.csv").truncated()).isFalse();
        assertThat(read("t.csv", ObjectRead.Type.TEXT, 100, 0).text()).startsWith("\uFEFFid,name");
    }

    @ParameterizedTest
    @CsvSource({"t.tsv, a\tb", "t.csv, a;b", "t.csv, 'a,b'"})
    void detectsTheDelimiter(String key, String header) {
        put(key, header + "\n" + header + "\n", "text/plain");

        assertThat(read(key).table()).isNotNull().satisfies(it -> {
            assertThat(it.columns()).containsExactly("a", "b");
            assertThat(it.rows()).containsExactly(List.of("a", "b"));
        });
    }

    @Test
    void readsJsonLinesAsATableOfAllKeys() {
        put("t.jsonl", "{\"a\":1,\"b\":null}\n{\"c\":[2],\"a\":\"x\"}\n", "text/plain");

        var table = read("t.jsonl").table();

        assertThat(table).isNotNull().satisfies(it -> {
            assertThat(it.columns()).containsExactly("a", "b", "c");
            assertThat(it.rows()).containsExactly(Arrays.asList(1, null, null), Arrays.asList("x", null, List.of(2)));
        });
    }

    @Test
    void readsMalformedJsonLinesAsText() {
        put("t.jsonl", "{\"a\":1}\nnot json\n", "text/plain");

        assertThat(read("t.jsonl").type()).isEqualTo("text");
        assertThat(read("t.jsonl").note()).contains("could not be read as a table");
    }

    @Test
    void readsEveryRowOnceByFollowingTheOffsets() {
        var text = new StringBuilder("id,n\u00e4me\n");
        var expected = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < 3000; i++) {
            text.append(i).append(",caf\u00e9 \"").append(i).append("\n");
            expected.add(List.of(String.valueOf(i), "caf\u00e9 \"" + i));
        }
        put("t.csv", text.toString(), "text/csv");
        var seen = new ArrayList<List<@Nullable Object>>();
        var offset = 0L;
        for (var more = true; more; ) {
            var answer = read("t.csv", null, 7_777, offset).first(250);
            seen.addAll(rows(answer));
            more = answer.truncated();
            assertThat(answer.nextOffset() != null).isEqualTo(more);
            offset = Objects.requireNonNullElse(answer.nextOffset(), 0L);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void truncatesATableAfterAThousandRows() {
        put("t.csv", "a\n" + "1\n".repeat(1500), "text/csv");

        var answer = read("t.csv");

        assertThat(rows(answer)).hasSize(1000);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.nextOffset()).isEqualTo(2002);
    }

    @Test
    void notesARowLongerThanMaxBytes() {
        put("t.csv", "a,b\n" + "x".repeat(100) + ",1\n", "text/csv");

        var answer = read("t.csv", null, 2, 0);

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("longer than max_bytes");
    }

    @Test
    void returnsBinaryContentOnlyOnRequest() {
        var bytes = new byte[] {0, 1, 2, (byte) 0xff, 0, 9};
        objects.with("bucket-1", "x.bin", bytes, "application/octet-stream");

        var told = read("x.bin");
        var given = read(new Input("s3://bucket-1/x.bin", null, 100, true, 0, false, null));

        assertThat(told.type()).isEqualTo("binary");
        assertThat(told.data()).isNull();
        assertThat(told.truncated()).isTrue();
        assertThat(told.note()).contains("include_data=true");
        assertThat(given.data()).isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(given.truncated()).isFalse();
    }

    private ObjectReadResult parquet(String name, boolean profile) {
        objects.with("bucket-1", "x.parquet", ParquetFiles.read(name), "application/octet-stream");
        return read(new Input("s3://bucket-1/x.parquet", null, 1000, false, 0, profile, null));
    }

    @Test
    void showsSchemaAndFirstRowsOfParquet() {
        var answer = parquet("row-groups", false);

        assertThat(answer.type()).isEqualTo("table");
        assertThat(answer.parquet()).isNotNull().satisfies(it -> {
            assertThat(it.rows()).isEqualTo(250);
            assertThat(it.rowGroups()).isEqualTo(13);
            assertThat(it.columns())
                    .extracting(ObjectReadResult.ParquetField::name)
                    .containsExactly("id", "name", "x");
        });
        assertThat(rows(answer)).hasSize(100).contains(List.of(99L, "name 1", 12.375));
        assertThat(answer.note()).contains("first 100 of 250 rows").contains("SQL");
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.nextOffset()).isNull();
        assertThat(answer.profile()).isNull();
    }

    @Test
    void showsAWholeParquetFileUntruncated() {
        var answer = parquet("types", false);

        assertThat(rows(answer)).hasSize(3);
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.note()).isNull();
    }

    @Test
    void cutsParquetToRowsAndThenToColumns() {
        var answer = parquet("row-groups", false);

        assertThat(rows(answer.first(13))).hasSize(10);
        assertThat(answer.first(13).note()).contains("first 10 of 250 rows");
        var cut = answer.first(2);
        assertThat(rows(cut)).isEmpty();
        assertThat(cut.note()).contains("Only 2 of 3 columns");
        assertThat(cut.truncated()).isTrue();
    }

    @Test
    void profilesParquetByItsFooter() {
        assertThat(parquet("row-groups", true).profile()).isNotNull().satisfies(it -> {
            assertThat(it.rows()).isEqualTo(250);
            assertThat(it.complete()).isTrue();
            assertThat(it.columns().get(1))
                    .isEqualTo(new ObjectReadResult.ColumnProfile("name", "STRING", 0L, "name 0", "name 6", null));
        });
    }

    @Test
    void notesWhyAFileCannotBeReadAsParquet() {
        put("x.parquet", "id,name\n1,a and more\n", "application/octet-stream");

        assertThat(read("x.parquet").note()).contains("cannot be read as Parquet", "begin and end with PAR1");
        assertThat(read("x.parquet").type()).isEqualTo("binary");
        assertThat(read("x.parquet", ObjectRead.Type.TEXT, 100, 0).text()).startsWith("id,name");
    }

    private ObjectReadResult.Profile profile(String key, String text) {
        put(key, text, "text/plain");
        return Objects.requireNonNull(read(new Input("s3://bucket-1/" + key, null, 100_000, false, 0, true, null))
                .profile());
    }

    @ParameterizedTest
    @CsvSource({
        "'10;9;', integer, 1, 9, 10, 2",
        "'1.5;-2e3;7', decimal, 0, -2e3, 7, 3",
        "'true;FALSE', boolean, 0, FALSE, true, 2",
        "'007;010', text, 0, 007, 010, 2",
        "'2024-02-29;2023-01-01', date, 0, 2023-01-01, 2024-02-29, 2",
        "'2024-02-29T10:00:00Z;2024-02-29T09:59:59.5Z', timestamp, 0, 2024-02-29T09:59:59.5Z, 2024-02-29T10:00:00Z, 2",
        "'2024-13-01;2023-01-01', text, 0, 2023-01-01, 2024-13-01, 2",
        "'1;b;1', text, 0, 1, b, 2",
        "'12345678901234567890123;12345678901234567890122', integer, 0, 12345678901234567890122, 12345678901234567890123, 2",
    })
    void profilesAColumn(String values, String type, long nulls, String min, String max, int distinct) {
        var profile = profile("t.csv", "v,w\n" + values.replace(";", ",x\n") + ",x\n");

        assertThat(profile.complete()).isTrue();
        assertThat(profile.columns().getFirst())
                .isEqualTo(new ObjectReadResult.ColumnProfile("v", type, nulls, min, max, distinct));
    }

    @Test
    void profilesAllRowsReadNotOnlyThoseShown() {
        var profile = profile("t.tsv", "a\tb\n" + "1\t\n".repeat(1500));

        assertThat(profile.rows()).isEqualTo(1500);
        assertThat(profile.complete()).isTrue();
        assertThat(profile.columns().get(1))
                .isEqualTo(new ObjectReadResult.ColumnProfile("b", "text", 1500L, null, null, 0));
    }

    @Test
    void profilesTheRowsOfAPart() {
        put("t.csv", "a,b\n" + "1,2\n".repeat(100), "text/csv");

        var answer = read(new Input("s3://bucket-1/t.csv", null, 100, false, 0, true, null));

        assertThat(answer.profile()).isNotNull().satisfies(it -> {
            assertThat(it.complete()).isFalse();
            assertThat(it.rows()).isEqualTo(24);
        });
        assertThat(answer.withoutMetadata())
                .isNotNull()
                .satisfies(it -> assertThat(it.profile()).isNull());
    }

    @Test
    void profilesJsonLines() {
        var columns = profile("t.jsonl", "{\"a\":1,\"b\":[1]}\n{\"a\":null,\"b\":{}}\n")
                .columns();

        assertThat(columns)
                .containsExactly(
                        new ObjectReadResult.ColumnProfile("a", "integer", 1L, "1", "1", 1),
                        new ObjectReadResult.ColumnProfile("b", "json", 0L, null, null, 2));
    }

    @Test
    void countsUpToAHundredDifferentValues() {
        var text = new StringBuilder("a\n");
        for (int i = 0; i <= 100; i++) {
            text.append(i).append('\n');
        }
        assertThat(profile("t.csv", text.toString()).columns().getFirst().distinct())
                .isNull();
        assertThat(profile("t.csv", text.substring(0, text.lastIndexOf("100")))
                        .columns()
                        .getFirst()
                        .distinct())
                .isEqualTo(100);
    }

    @Test
    void readsEmptyObjectUntruncated() {
        objects.with("bucket-1", "x.txt", "");

        assertThat(read("x.txt").truncated()).isFalse();
        assertThat(read("x.txt").text()).isEmpty();
    }

    @Test
    void refusesATypeThatDoesNotMatchTheContent() {
        objects.with("bucket-1", "x.txt", "text");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> read("x.txt", ObjectRead.Type.IMAGE, 100, 0))
                .withMessageContaining("PNG, JPEG, GIF or WebP");
    }

    @Test
    void readsAPackageFileAtItsVersion() {
        objects.with("data-1", "k.txt", "pinned");
        var file = new PackageEntry.File("d/x.txt", 6, "s3://data-1/k.txt?versionId=v1", null, null);
        stored.with(new PackageName("bucket-1", "n/p"), manifest(HASH, file));

        var answer = read(new Input(
                "quilt+s3://bucket-1#package=n/p@" + HASH + "&path=d%2Fx.txt", null, 100, false, 0, false, null));

        assertThat(answer.text()).isEqualTo("pinned");
        assertThat(answer.s3Uri()).isEqualTo("s3://data-1/k.txt?versionId=v1");
        assertThat(objects.asked).containsExactly("read s3://data-1/k.txt?versionId=v1");
    }

    @ParameterizedTest
    @CsvSource({"quilt+s3://bucket-1#package=n/p, `path`", "https://x/y, not an S3 URI", "s3://bucket-1, has no key"})
    void refusesInvalidUriWithoutAnyRequest(String uri, String sentence) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> read(new Input(uri, null, 100, false, 0, false, null)))
                .withMessageContaining(sentence);
        assertThat(objects.asked).isEmpty();
    }
}
