package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders an object that was read as text, rows, an image, base64 or nothing, up to a number of parts. */
final class ObjectReadRenderer {
    private final ObjectReadResult.ReadSource told;
    private final ObjectContent content;
    private final List<String> notes = new ArrayList<>();
    private String type = "binary";
    private int bytes;
    private int parts;
    private @Nullable String text;
    private @Nullable String encoding;
    private ObjectReadResult.@Nullable Table table;
    private @Nullable String data;
    private ContentBlock.@Nullable ImageContent image;

    private ObjectReadRenderer(ObjectReadResult.ReadSource told) {
        this.told = told;
        this.content = told.content();
    }

    /** @param count maximum number of parts to render: rows of a table, else bytes */
    static ObjectReadRenderer of(ObjectReadResult.ReadSource told, int count) {
        var telling = new ObjectReadRenderer(told);
        switch (told.form()) {
            case ContentFormat.Text form -> telling.text(form, count);
            case ContentFormat.Table form -> telling.table(form, count);
            case ContentFormat.Image form -> telling.image(form);
            case ContentFormat.Binary _ -> telling.binary(count);
        }
        return telling;
    }

    ObjectReadResult contents() {
        var info = content.info();
        var next = content.offset() + bytes;
        var more = next < info.size();
        if (ContentFormat.encoded(info)) {
            notes.add("The object is stored with Content-Encoding %s and is not decompressed."
                    .formatted(info.contentEncoding()));
        }
        return new ObjectReadResult(
                told.uri(),
                ObjectReadResult.at(content),
                type,
                info.contentType(),
                info.size(),
                content.offset(),
                bytes,
                text,
                encoding,
                table,
                data,
                more,
                more && bytes > 0 ? next : null,
                more && told.link() != null ? told.link().url() : null,
                more && told.link() != null ? told.link().expiresAt() : null,
                notes.isEmpty() ? null : String.join(" ", notes),
                told,
                parts,
                image);
    }

    private void text(ContentFormat.Text form, int count) {
        type = "text";
        parts = content.bytes().length;
        encoding = form.charset().name().toLowerCase(Locale.ROOT);
        var kept = content.first(Math.min(count, parts));
        var decoded = DecodedText.of(kept.bytes(), form.charset(), kept.truncated());
        text = decoded.text();
        bytes = decoded.bytes();
        if (decoded.looksBinary()) {
            notes.add("The content looks binary, not like text.");
        } else if (decoded.replaced() > 0) {
            notes.add("%,d invalid sequences became U+FFFD; use bucket_object_text to choose another `encoding`."
                    .formatted(decoded.replaced()));
        }
        goOn("Truncated");
        if (bytes == 0 && parts > 0 && count > 0) {
            notes.add("max_bytes is smaller than one character; send at least 8.");
        }
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
        var whole = shown == parts && !content.truncated() && parts < TablePreview.MOST;
        bytes = whole
                ? content.bytes().length
                : decoded.text().substring(0, end).getBytes(form.charset()).length;
        table = new ObjectReadResult.Table(
                form.notation().name().toLowerCase(Locale.ROOT),
                rows.columns(),
                rows.rows().subList(0, shown));
        goOn("%,d rows returned".formatted(shown));
        if (shown == 0 && content.truncated() && bytes == 0) {
            notes.add("The first row is longer than max_bytes; send a larger max_bytes, or type=text.");
        }
    }

    private void image(ContentFormat.Image form) {
        type = "image";
        if (content.truncated() || content.bytes().length > ObjectRead.LARGEST_IMAGE) {
            notes.add("The image has %,d bytes, but at most %,d can be shown; download it from signed_url."
                    .formatted(content.info().size(), ObjectRead.LARGEST_IMAGE));
            return;
        }
        bytes = content.bytes().length;
        image = new ContentBlock.ImageContent(form.mimeType(), content.bytes());
    }

    private void binary(int count) {
        if (FileProperties.fileType(told.path()).equals("parquet")) {
            notes.add("Parquet is not read here; query it with SQL, or download it.");
        }
        if (!told.data()) {
            if (content.info().size() > 0) {
                notes.add(
                        "Binary content is not shown. Set include_data=true for base64, or use bucket_object_link for a download link.");
            }
            return;
        }
        parts = content.bytes().length;
        var kept = content.first(Math.min(count, parts));
        data = Base64.getEncoder().encodeToString(kept.bytes());
        bytes = kept.bytes().length;
        goOn("Truncated");
    }

    private void goOn(String what) {
        var next = content.offset() + bytes;
        var size = content.info().size();
        if (next < size && bytes > 0) {
            notes.add("%s, up to byte %,d of %,d; call again with offset=%d and uri=%s to read on."
                    .formatted(what, next, size, next, ObjectReadResult.at(content)));
        }
    }
}
