package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.ImageScaler;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.DecodedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders an object that was read as text, rows, an image, base64 or nothing, up to a number of parts. */
final class ObjectReadRenderer {
    private static final String BASE64 = "Send type=binary and include_data=true";

    private final ObjectReadResult.ReadSource source;
    private final ObjectContent content;
    private final List<String> notes = new ArrayList<>();
    private String type = "binary";
    private int bytes;
    private int parts;
    private @Nullable String text;
    private @Nullable String encoding;
    private ObjectReadResult.@Nullable Table table;
    private ObjectReadResult.@Nullable ParquetFile file;
    private boolean isCut;
    private @Nullable String data;
    private ContentBlock.@Nullable ImageContent image;

    private ObjectReadRenderer(ObjectReadResult.ReadSource source) {
        this.source = source;
        this.content = source.content();
    }

    /** Renders the source; {@code count} is the maximum number of parts to render: rows of a table, else bytes. */
    static ObjectReadResult render(ObjectReadResult.ReadSource source, int count) {
        var renderer = new ObjectReadRenderer(source);
        if (source.ambiguity() != null) {
            renderer.notes.add(source.ambiguity());
        }
        switch (source.form()) {
            case ContentFormat.Text form -> renderer.text(form, count);
            case ContentFormat.Table form -> renderer.table(form, count);
            case ContentFormat.Parquet _ -> renderer.parquet(count);
            case ContentFormat.Notebook form -> renderer.notebook(form, count);
            case ContentFormat.Image form -> renderer.image(form);
            case ContentFormat.Binary _ -> renderer.binary(count);
        }
        if (ContentFormat.isEncoded(source.content().info())) {
            renderer.notes.add("The object is stored with Content-Encoding %s and is not decompressed."
                    .formatted(source.content().info().contentEncoding()));
        }
        return renderer.result();
    }

    private ObjectReadResult result() {
        var info = content.info();
        var next = content.offset() + bytes;
        var isWhole = file != null || source.form() instanceof ContentFormat.Notebook;
        var more = isWhole ? isCut : next < info.size();
        var link = more || source.scaled() != null ? source.link() : null;
        return new ObjectReadResult(
                source.uri(),
                ObjectReadResult.versionedUri(content),
                type,
                notes.isEmpty() ? null : String.join(" ", notes),
                info.contentType(),
                info.size(),
                content.offset(),
                bytes,
                text,
                encoding,
                table,
                file,
                type.equals("table") ? source.profile() : null,
                data,
                more,
                more && bytes > 0 && !isWhole ? next : null,
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt(),
                source,
                parts,
                image);
    }

    private void text(ContentFormat.Text form, int count) {
        type = "text";
        parts = content.bytes().length;
        encoding = form.charset().name().toLowerCase(Locale.ROOT);
        var decoded = decoded(form, Math.min(count, parts));
        var noise = decoded.isNoise();
        if (noise) {
            decoded = decoded(form, Math.min(decoded.bytes(), ObjectNotes.MAX_BINARY_BYTES));
        }
        text = decoded.text();
        bytes = decoded.bytes();
        if (noise) {
            notes.add(ObjectNotes.binary(bytes, BASE64));
            return;
        } else if (decoded.looksBinary()) {
            notes.add("The content looks binary. %s for base64.".formatted(BASE64));
        } else if (decoded.replaced() > 0) {
            notes.add("%,d invalid sequences became U+FFFD; send the right `encoding`, such as latin-1."
                    .formatted(decoded.replaced()));
        }
        addContinuation("Truncated");
        if (bytes == 0 && parts > 0 && count > 0) {
            notes.add("max_bytes is smaller than one character; send at least 8.");
        }
    }

    private DecodedText decoded(ContentFormat.Text form, int count) {
        var part = content.first(count);
        return DecodedText.of(part.bytes(), form.charset(), part.truncated());
    }

    private void table(ContentFormat.Table form, int count) {
        var decoded = DecodedText.of(content.bytes(), form.charset(), content.truncated());
        var rows = decoded.replaced() > 0
                ? null
                : TablePreview.of(decoded.text(), form.notation(), content.offset() == 0, content.truncated())
                        .orElse(null);
        if (rows == null) {
            text(new ContentFormat.Text(form.charset()), count);
            notes.add("The content could not be read as a table, so it is returned as text.");
            return;
        }
        type = "table";
        parts = rows.rows().size();
        var shown = Math.min(count, parts);
        var end = shown == 0 ? rows.header() : rows.ends().get(shown - 1);
        var complete = shown == parts && !content.truncated() && parts < TablePreview.MAX_ROWS;
        bytes = complete
                ? content.bytes().length
                : decoded.text().substring(0, end).getBytes(form.charset()).length;
        table = new ObjectReadResult.Table(
                form.notation().name().toLowerCase(Locale.ROOT),
                rows.columns(),
                rows.rows().subList(0, shown));
        addContinuation("%,d rows returned".formatted(shown));
        if (shown == 0 && content.truncated() && bytes == 0) {
            notes.add("The first row is longer than max_bytes; send a larger max_bytes, or type=text.");
        }
    }

    private void parquet(int count) {
        switch (source.parquet()) {
            case ParquetReader.ParquetPreview preview -> {
                type = "table";
                var shown = new ParquetTable(preview, count);
                parts = shown.parts();
                file = shown.file();
                table = shown.table();
                isCut = shown.isCut();
                bytes = (int) Math.min(Integer.MAX_VALUE, preview.bytesRead());
                notes.addAll(shown.notes());
            }
            case ParquetReader.UnreadableParquet(var reason) -> {
                notes.add("This cannot be read as Parquet: " + reason);
                binary(count);
            }
            case null -> binary(count);
        }
    }

    private void notebook(ContentFormat.Notebook form, int count) {
        type = "text";
        encoding = "utf-8";
        bytes = content.bytes().length;
        parts = form.cells().size();
        var shown = Math.min(count, parts);
        text = String.join("\n\n", form.cells().subList(0, shown));
        isCut = shown < parts;
        notes.add(
                "A notebook as text: %,d of %,d cells, with short outputs and without images; type=text reads its JSON."
                        .formatted(shown, parts));
    }

    private void image(ContentFormat.Image form) {
        type = "image";
        if (source.scaled() instanceof ImageScaler.ScaledImage scaled) {
            bytes = content.bytes().length;
            image = new ContentBlock.ImageContent("image/jpeg", scaled.jpeg());
            notes.add("The image is scaled down from %,d × %,d to %,d × %,d pixels%s; signed_url has the original."
                    .formatted(
                            scaled.originalWidth(),
                            scaled.originalHeight(),
                            scaled.width(),
                            scaled.height(),
                            form.mimeType().equals("image/gif") ? ", without the frames after its first" : ""));
            return;
        }
        if (content.truncated() || content.bytes().length > ObjectRead.MAX_IMAGE_BYTES) {
            notes.add("The image has %,d bytes, but at most %,d can be shown%s; download it from signed_url."
                    .formatted(content.info().size(), ObjectRead.MAX_IMAGE_BYTES, whyNotScaled()));
            return;
        }
        bytes = content.bytes().length;
        image = new ContentBlock.ImageContent(form.mimeType(), content.bytes());
    }

    private String whyNotScaled() {
        return source.scaled() instanceof ImageScaler.UnscalableImage(var reason) ? ", and it " + reason : "";
    }

    private void binary(int count) {
        if (!source.data()) {
            if (content.info().size() > 0) {
                notes.add(
                        "Binary content is not shown. Set include_data=true for base64, or use bucket_object_link for a download link.");
            }
            return;
        }
        parts = content.bytes().length;
        var part = content.first(Math.min(count, parts));
        data = Base64.getEncoder().encodeToString(part.bytes());
        bytes = part.bytes().length;
        addContinuation("Truncated");
    }

    private void addContinuation(String what) {
        var next = content.offset() + bytes;
        var size = content.info().size();
        if (next < size && bytes > 0) {
            notes.add("%s, up to byte %,d of %,d; call again with offset=%d%s and uri=%s to read on."
                    .formatted(what, next, size, next, sameEncoding(), ObjectReadResult.versionedUri(content)));
        }
    }

    /** Returns the argument that reads the next part in this one's encoding, which only the first bytes may show. */
    private String sameEncoding() {
        var charset = switch (source.form()) {
            case ContentFormat.Text it -> it.charset();
            case ContentFormat.Table it -> it.charset();
            case ContentFormat.Image _, ContentFormat.Binary _, ContentFormat.Parquet _, ContentFormat.Notebook _ ->
                StandardCharsets.UTF_8;
        };
        if (charset.equals(StandardCharsets.UTF_8)) {
            return "";
        }
        var littleEndian = charset.equals(StandardCharsets.UTF_16) && content.bytes()[0] == (byte) 0xff;
        return ", encoding=" + (littleEndian ? "utf-16le" : charset.name().toLowerCase(Locale.ROOT));
    }
}
