package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.objects.TablePreview.TableNotation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of an object's content, detected by its first bytes, media type and file extension, in this order. */
sealed interface ContentFormat {
    record Text(Charset charset) implements ContentFormat {}

    /** Rows of a table, in an encoding and a notation. */
    record Table(Charset charset, TableNotation notation) implements ContentFormat {}

    /** An image of a type that models can see. */
    record Image(String mimeType) implements ContentFormat {}

    /** A Parquet file, read from its beginning. */
    record Parquet() implements ContentFormat {}

    /** A Jupyter notebook, as a text for each cell. */
    record Notebook(List<String> cells) implements ContentFormat {}

    /** Any other content. */
    record Binary() implements ContentFormat {}

    Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([^\";\\s]+).*");
    int HEAD = 64;

    static ContentFormat of(ObjectContent content, String path) {
        return of(content, path, charset(content));
    }

    /** The form of content whose text has a known encoding. */
    static ContentFormat of(ObjectContent content, String path, Charset charset) {
        var imageType = imageType(content);
        if (imageType.isPresent()) {
            return new Image(imageType.get());
        }
        if (isParquet(content, path)) {
            return new Parquet();
        }
        if (isEncoded(content.info())
                || DecodedText.of(content.bytes(), charset, true).looksBinary()) {
            return new Binary();
        }
        var notation = notation(content, path);
        return notation.isPresent() && isAsciiBased(charset) ? new Table(charset, notation.get()) : new Text(charset);
    }

    /** The form of content that is read as a given type; empty if it cannot be. */
    static Optional<ContentFormat> as(ObjectRead.Type type, ObjectContent content, String path, Charset charset) {
        return switch (type) {
            case TEXT -> Optional.of(new Text(charset));
            case BINARY -> Optional.of(new Binary());
            case IMAGE -> imageType(content).map(Image::new);
            case TABLE -> {
                if (isParquet(content, path)) {
                    yield Optional.of(new Parquet());
                }
                var notation = notation(content, path).orElse(TableNotation.CSV);
                yield isAsciiBased(charset) && !isEncoded(content.info())
                        ? Optional.of(new Table(charset, notation))
                        : Optional.empty();
            }
        };
    }

    /** Returns a notebook that was read whole; empty for any other content. */
    static Optional<ContentFormat> notebook(ObjectContent content, String path) {
        return !isNotebookPath(path) || content.offset() != 0 || content.truncated() || isEncoded(content.info())
                ? Optional.empty()
                : NotebookText.cells(new String(content.bytes(), StandardCharsets.UTF_8))
                        .map(Notebook::new);
    }

    static boolean isNotebookPath(String path) {
        return FileProperties.fileType(path).equals("ipynb");
    }

    /** Whether the extension is that of an image, so that reading it whole at once is worthwhile. */
    static boolean isImagePath(String path) {
        var type = MediaTypeDetector.of(path);
        return type != null && IMAGE_TYPES.contains(type);
    }

    static boolean isEncoded(ObjectInfo info) {
        var encoding =
                info.contentEncoding() == null ? "" : info.contentEncoding().strip();
        return !encoding.isEmpty() && !encoding.startsWith("identity") && !encoding.startsWith("aws-chunked");
    }

    private static Optional<String> imageType(ObjectContent content) {
        if (content.offset() != 0 || isEncoded(content.info())) {
            return Optional.empty();
        }
        var head = Arrays.copyOf(content.bytes(), Math.min(HEAD, content.bytes().length));
        return Optional.of(MediaTypeDetector.of("", head)).filter(IMAGE_TYPES::contains);
    }

    private static boolean isParquet(ObjectContent content, String path) {
        var head = new String(content.bytes(), 0, Math.min(4, content.bytes().length), StandardCharsets.ISO_8859_1);
        var isNamed = FileProperties.fileType(path).equals("parquet")
                && content.info().size() > 0;
        return content.offset() == 0 && !isEncoded(content.info()) && (head.equals("PAR1") || isNamed);
    }

    private static Optional<TableNotation> notation(ObjectContent content, String path) {
        return switch (mediaType(content.info().contentType())) {
            case "text/csv" -> Optional.of(TableNotation.CSV);
            case "text/tab-separated-values" -> Optional.of(TableNotation.TSV);
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines" ->
                Optional.of(TableNotation.JSONL);
            default ->
                switch (FileProperties.fileType(path)) {
                    case "csv" -> Optional.of(TableNotation.CSV);
                    case "tsv" -> Optional.of(TableNotation.TSV);
                    case "jsonl", "ndjson" -> Optional.of(TableNotation.JSONL);
                    default -> Optional.empty();
                };
        };
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** The encoding that the media type or a byte order mark names; UTF-8 if neither does. */
    static Charset charset(ObjectContent content) {
        var contentType = content.info().contentType();
        var named = CHARSET.matcher(contentType == null ? "" : contentType);
        if (named.matches()) {
            return Charsets.find(named.group(1)).orElse(StandardCharsets.UTF_8);
        }
        var bytes = content.bytes();
        var mark = content.offset() == 0 && bytes.length >= 2 ? HexFormat.of().formatHex(bytes, 0, 2) : "";
        return mark.equals("feff") || mark.equals("fffe") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Whether the byte length of a text is the sum of the byte lengths of its parts. */
    private static boolean isAsciiBased(Charset charset) {
        return !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32");
    }
}
