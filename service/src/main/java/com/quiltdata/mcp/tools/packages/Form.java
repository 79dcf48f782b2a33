package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.Decoded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of content an object has: by its first bytes, its media type and the extension of its key, in this order. */
sealed interface Form {
    /** Characters. */
    record Text(Charset charset) implements Form {}

    /** Rows, in the encoding and notation of {@code rows}. */
    record Table(Charset charset, Rows.Notation notation) implements Form {}

    /** A picture that models see. */
    record Image(String mimeType) implements Form {}

    /** Anything else. */
    record Binary() implements Form {}

    /** The first bytes of each kind of picture, in hexadecimal. */
    Map<String, Pattern> PICTURES = Map.of(
            "image/png", Pattern.compile("89504e470d0a1a0a.*"),
            "image/jpeg", Pattern.compile("ffd8ff.*"),
            "image/gif", Pattern.compile("47494638(37|39)61.*"),
            "image/webp", Pattern.compile("52494646.{8}57454250.*"));

    Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([^\";\\s]+).*");
    int HEAD = 12;

    /** Of the bytes at the beginning of an object, or further on. */
    static Form of(ObjectContent content, String path) {
        var picture = picture(content);
        if (picture.isPresent()) {
            return new Image(picture.get());
        }
        var charset = charset(content);
        if (encoded(content.info())
                || Decoded.of(content.bytes(), charset, true).looksBinary()) {
            return new Binary();
        }
        var notation = notation(content, path);
        return notation.isPresent() && inBytes(charset) ? new Table(charset, notation.get()) : new Text(charset);
    }

    /** The same, if the content can be taken as this type at all. */
    static Optional<Form> as(ObjectRead.Type type, ObjectContent content, String path) {
        return switch (type) {
            case TEXT -> Optional.of(new Text(charset(content)));
            case BINARY -> Optional.of(new Binary());
            case IMAGE -> picture(content).map(Image::new);
            case TABLE -> {
                var charset = charset(content);
                var notation = notation(content, path).orElse(Rows.Notation.CSV);
                yield inBytes(charset) && !encoded(content.info())
                        ? Optional.of(new Table(charset, notation))
                        : Optional.empty();
            }
        };
    }

    /** Whether the key is that of a picture, so that it is worth reading whole at once. */
    static boolean looksLikePicture(String path) {
        return switch (Entry.fileType(path)) {
            case "png", "jpg", "jpeg", "gif", "webp" -> true;
            default -> false;
        };
    }

    /** Whether the bytes are those of a content encoding such as gzip, and not the content's own. */
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

    private static Optional<Rows.Notation> notation(ObjectContent content, String path) {
        var told = mediaType(content.info().contentType());
        return switch (told) {
            case "text/csv" -> Optional.of(Rows.Notation.CSV);
            case "text/tab-separated-values" -> Optional.of(Rows.Notation.TSV);
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines" ->
                Optional.of(Rows.Notation.JSONL);
            default ->
                switch (Entry.fileType(path)) {
                    case "csv" -> Optional.of(Rows.Notation.CSV);
                    case "tsv" -> Optional.of(Rows.Notation.TSV);
                    case "jsonl", "ndjson" -> Optional.of(Rows.Notation.JSONL);
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

    /** Whether the length of a text in bytes is the sum of the lengths of its pieces. */
    private static boolean inBytes(Charset charset) {
        return !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32");
    }
}
