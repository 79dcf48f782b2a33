package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ByteRanges;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.PackageFile;
import com.quiltdata.mcp.tools.PackageRef;
import com.quiltdata.mcp.tools.charts.ChartTable.DelimitedSource;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the data of a chart: what the call sent, or a whole object of up to 4 MiB. */
record ChartDataReader(PackageReader packages, ObjectReader objects, ParquetReader parquet, MemoryBudget memory) {
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Set<String> DELIMITED = Set.of("csv", "tsv");

    private static final String LONG_VALUES = "it has values that are too long for a chart";

    /** A row in memory is many times as large as its text, whose cells are short. */
    private static final long EXPANSION = 16;

    private static final Pattern URI = Pattern.compile("\\s*(quilt\\+s3|s3|https?)://\\S.*", Pattern.CASE_INSENSITIVE);
    /** Empty lines before a header; a tab that begins the header belongs to it. */
    private static final Pattern EMPTY_LINES = Pattern.compile("\\A(?:[ \t]*\\R)+");

    private static final Pattern JSON = Pattern.compile("(?s)\\s*[\\[{].*");

    /** Reads the argument {@code data}, and returns the work that makes its table. */
    Supplier<ChartTable> read(Object data, Call call) {
        if (!(data instanceof String text)) {
            return () -> TableParser.json(data);
        } else if (URI.matcher(text).matches()) {
            return object(text.strip(), call);
        }
        memory.charge(text.length() * EXPANSION);
        return () -> text(TableParser.withoutMark(text));
    }

    private static ChartTable text(String text) {
        if (JSON.matcher(text).matches()) {
            return json(text);
        } else if (text.strip().lines().count() < 2) {
            throw new Failure.Invalid(
                    "`data` is one line, but text needs a header and rows; a URI begins with s3:// or quilt+s3://.");
        }
        return TableParser.delimited(EMPTY_LINES.matcher(text).replaceFirst(""), null);
    }

    private static ChartTable json(String text) {
        return TableParser.json(
                ToolJson.value(text)
                        .orElseThrow(
                                () -> new Failure.Invalid(
                                        "`data` begins like JSON but cannot be parsed as JSON of up to 250,000 tokens; CSV may have more.")));
    }

    private Supplier<ChartTable> object(String uri, Call call) {
        var isPackage = uri.startsWith(QuiltUri.SCHEME);
        if (!isPackage) {
            var object = ArgumentParser.parse("data", uri, RequestedObject::parse);
            return table(object, object.location().key(), call);
        }
        var target = PackageRef.ArgumentNames.PLATFORM.target(uri, null, null, "latest", "");
        var file = PackageFile.of(target.resolved(packages, call), packages, call);
        return table(new RequestedObject(file.location(), null), file.file().path(), call);
    }

    private Supplier<ChartTable> table(RequestedObject object, String path, Call call) {
        var head = object.read(objects, call.caller(), it -> objects.read(call.caller(), it, 0, MAX_BYTES));
        var size = head.info().size();
        if (size > MAX_BYTES) {
            throw new Failure.TooLarge(
                    "`data`: the object has %,d bytes, but a chart reads at most %,d. Aggregate it with a SQL query, and chart the result."
                            .formatted(size, MAX_BYTES));
        }
        var encoding = head.info().contentEncoding();
        if (encoding != null && !encoding.isBlank() && !encoding.startsWith("aws-chunked")) {
            throw new Failure.Invalid(
                    "`data`: the object is stored with Content-Encoding %s, which charts do not decompress."
                            .formatted(encoding));
        }
        memory.charge(size * EXPANSION);
        var file = new ByteRanges(objects, call.caller(), head);
        if (isParquet(head, path)) {
            var table = parquet(file);
            return () -> table;
        }
        var bytes = file.read(0, (int) size);
        return () -> text(TableParser.withoutMark(decode(bytes)), head, path);
    }

    private static boolean isParquet(ObjectContent head, String path) {
        var start = new String(head.bytes(), 0, Math.min(4, head.bytes().length), StandardCharsets.ISO_8859_1);
        return start.equals("PAR1") || FileProperties.fileType(path).equals("parquet");
    }

    private ChartTable parquet(ByteRanges file) {
        return switch (parquet.read(file, ChartTable.MAX_ROWS + 1, MAX_BYTES)) {
            case ParquetReader.UnreadableParquet(var reason) ->
                throw new Failure.Invalid("`data` cannot be read as Parquet: " + reason);
            case ParquetReader.ParquetPreview preview -> {
                if (!preview.file().complete()
                        || preview.rows().size() < preview.file().rows()) {
                    throw new Failure.TooLarge(
                            "`data`: only %,d of %,d rows of the Parquet file can be read here. Aggregate it with a SQL query, and chart the result."
                                    .formatted(
                                            preview.rows().size(),
                                            preview.file().rows()));
                }
                var unreadable = new HashMap<String, String>();
                preview.omitted().forEach((reason, names) -> names.forEach(name -> unreadable.put(name, reason)));
                for (int i = 0; i < preview.columns().size(); i++) {
                    var index = i;
                    if (preview.rows().stream().anyMatch(row -> isCut(row.get(index)))) {
                        unreadable.put(preview.columns().get(i), LONG_VALUES);
                    }
                }
                yield new ChartTable(preview.columns(), preview.rows(), null, unreadable);
            }
        };
    }

    /** Returns whether only the beginning of a value was read; charts would take different ones for equal. */
    private static boolean isCut(@Nullable Object value) {
        return switch (value) {
            case String text ->
                text.length() > ParquetReader.MAX_TEXT || (text.startsWith("base64:") && text.endsWith(" bytes)"));
            case Collection<?> list -> list.stream().anyMatch(ChartDataReader::isCut);
            case Map<?, ?> object -> object.values().stream().anyMatch(ChartDataReader::isCut);
            case null, default -> false;
        };
    }

    private static String decode(byte[] bytes) {
        var decoded = DecodedText.of(bytes, StandardCharsets.UTF_8, false);
        if (decoded.replaced() > 0 || decoded.looksBinary()) {
            throw new Failure.Invalid(
                    "`data`: the object is neither Parquet nor text in UTF-8. Charts read CSV, TSV, JSON, JSON Lines and Parquet.");
        }
        return decoded.text();
    }

    private static ChartTable text(String text, ObjectContent head, String path) {
        var type = FileProperties.fileType(path).toLowerCase(Locale.ROOT);
        if (List.of("jsonl", "ndjson").contains(type)) {
            return TableParser.jsonLines(text);
        } else if (type.equals("json")
                || (!DELIMITED.contains(type) && JSON.matcher(text).matches())) {
            return ToolJson.value(text).map(TableParser::json).orElseGet(() -> TableParser.jsonLines(text));
        }
        var extension = type.equals("tsv") ? "tsv" : "csv";
        return TableParser.delimited(
                text, new DelimitedSource(S3Uri.print(head.info().location()), extension));
    }
}
