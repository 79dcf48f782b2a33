package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tools.FileProperties;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of an object's content, detected by its first bytes, media type and file extension, in this order. */
sealed interface ContentFormat {
    /** Text. */
    record Text(Charset charset) implements ContentFormat {}

    /** Rows of a table, in an encoding and a notation. */
    record Table(Charset charset, TablePreview.TableNotation notation) implements ContentFormat {}

    /** An image of a type that models can see. */
    record Image(String mimeType) implements ContentFormat {}

    /** Any other content. */
    record Binary() implements ContentFormat {}

    /** The first bytes of each image type, in hexadecimal. */
    Map<String, Pattern> PICTURES = Map.of(
            "image/png", Pattern.compile("89504e470d0a1a0a.*"),
            "image/jpeg", Pattern.compile("ffd8ff.*"),
            "image/gif", Pattern.compile("47494638(37|39)61.*"),
            "image/webp", Pattern.compile("52494646.{8}57454250.*"));

    Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([^\";\\s]+).*");
    int HEAD = 12;

    /** Detects the form of content, read from the beginning of an object or from an offset. */
    static ContentFormat of(ObjectContent content, String path) {
        var picture = picture(content);
        if (picture.isPresent()) {
            return new Image(picture.get());
        }
        var charset = charset(content);
        if (encoded(content.info())
                || DecodedText.of(content.bytes(), charset, true).looksBinary()) {
            return new Binary();
        }
        var notation = notation(content, path);
        return notation.isPresent() && inBytes(charset) ? new Table(charset, notation.get()) : new Text(charset);
    }

    /** The form of content that is read as a given type; empty if it cannot be. */
    static Optional<ContentFormat> as(ObjectRead.Type type, ObjectContent content, String path) {
        return switch (type) {
            case TEXT -> Optional.of(new Text(charset(content)));
            case BINARY -> Optional.of(new Binary());
            case IMAGE -> picture(content).map(Image::new);
            case TABLE -> {
                var charset = charset(content);
                var notation = notation(content, path).orElse(TablePreview.TableNotation.CSV);
                yield inBytes(charset) && !encoded(content.info())
                        ? Optional.of(new Table(charset, notation))
                        : Optional.empty();
            }
        };
    }

    /** Whether the extension is that of an image, so that reading it whole at once is worthwhile. */
    static boolean looksLikePicture(String path) {
        return switch (FileProperties.fileType(path)) {
            case "png", "jpg", "jpeg", "gif", "webp" -> true;
            default -> false;
        };
    }

    /** Whether the bytes are stored in a content encoding such as gzip. */
    static boolean encoded(ObjectInfo info) {
        var encoding =
                info.contentEncoding() == null ? "" : info.contentEncoding().strip();
        return !encoding.isEmpty() && !encoding.startsWith("identity") && !encoding.startsWith("aws-chunked");
    }

    private static Optional<String> picture(ObjectContent content) {
        if (content.offset() != 0 || encoded(content.info())) {
            return Optional.empty();
        }
        var bytes = content.bytes();
        var head = HexFormat.of().formatHex(bytes, 0, Math.min(HEAD, bytes.length));
        return PICTURES.entrySet().stream()
                .filter(picture -> picture.getValue().matcher(head).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<TablePreview.TableNotation> notation(ObjectContent content, String path) {
        var told = mediaType(content.info().contentType());
        return switch (told) {
            case "text/csv" -> Optional.of(TablePreview.TableNotation.CSV);
            case "text/tab-separated-values" -> Optional.of(TablePreview.TableNotation.TSV);
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines" ->
                Optional.of(TablePreview.TableNotation.JSONL);
            default ->
                switch (FileProperties.fileType(path)) {
                    case "csv" -> Optional.of(TablePreview.TableNotation.CSV);
                    case "tsv" -> Optional.of(TablePreview.TableNotation.TSV);
                    case "jsonl", "ndjson" -> Optional.of(TablePreview.TableNotation.JSONL);
                    default -> Optional.empty();
                };
        };
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static Charset charset(ObjectContent content) {
        var told = content.info().contentType();
        var named = CHARSET.matcher(told == null ? "" : told);
        if (named.matches()) {
            return Charsets.find(named.group(1)).orElse(StandardCharsets.UTF_8);
        }
        var bytes = content.bytes();
        var mark = content.offset() == 0 && bytes.length >= 2 ? HexFormat.of().formatHex(bytes, 0, 2) : "";
        return mark.equals("feff") || mark.equals("fffe") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Whether the byte length of a text is the sum of the byte lengths of its parts. */
    private static boolean inBytes(Charset charset) {
        return !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32");
    }
}
