package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Decoded;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what was read into words: one of text, rows, a picture, base64 or nothing, as far as the parts go that are told. */
final class Telling {
    private final Contents.Told told;
    private final ObjectContent content;
    private final List<String> notes = new ArrayList<>();
    private String type = "binary";
    private int bytes;
    private int parts;
    private @Nullable String text;
    private @Nullable String encoding;
    private Contents.@Nullable Table table;
    private @Nullable String data;
    private Block.@Nullable Image image;

    private Telling(Contents.Told told) {
        this.told = told;
        this.content = told.content();
    }

    /** @param count how many parts to tell: rows of a table, else bytes */
    static Telling of(Contents.Told told, int count) {
        var telling = new Telling(told);
        switch (told.form()) {
            case Form.Text form -> telling.text(form, count);
            case Form.Table form -> telling.table(form, count);
            case Form.Image form -> telling.image(form);
            case Form.Binary _ -> telling.binary(count);
        }
        return telling;
    }

    Contents contents() {
        var info = content.info();
        var next = content.offset() + bytes;
        var more = next < info.size();
        if (Form.encoded(info)) {
            notes.add("The object is stored with Content-Encoding %s, and is not unpacked here."
                    .formatted(info.contentEncoding()));
        }
        return new Contents(
                told.uri(),
                Contents.at(content),
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

    private void text(Form.Text form, int count) {
        type = "text";
        parts = content.bytes().length;
        encoding = form.charset().name().toLowerCase(Locale.ROOT);
        var kept = content.first(Math.min(count, parts));
        var decoded = Decoded.of(kept.bytes(), form.charset(), kept.truncated());
        text = decoded.text();
        bytes = decoded.bytes();
        if (decoded.looksBinary()) {
            notes.add("This looks binary, not text.");
        } else if (decoded.replaced() > 0) {
            notes.add(
                    "%,d pieces are not in this encoding and became U+FFFD; bucket_object_text takes another `encoding`."
                            .formatted(decoded.replaced()));
        }
        goOn("Cut short");
        if (bytes == 0 && parts > 0 && count > 0) {
            notes.add("max_bytes is less than one character; ask for at least 8.");
        }
    }

    private void table(Form.Table form, int count) {
        var decoded = Decoded.of(content.bytes(), form.charset(), content.truncated());
        var rows = decoded.replaced() > 0
                ? null
                : Rows.of(decoded.text(), form.notation(), content.offset() == 0, content.truncated())
                        .orElse(null);
        if (rows == null) {
            text(new Form.Text(form.charset()), count);
            notes.add("It could not be read as a table, so it is told as text.");
            return;
        }
        type = "table";
        parts = rows.rows().size();
        var shown = Math.min(count, parts);
        var end = shown == 0 ? rows.header() : rows.ends().get(shown - 1);
        var whole = shown == parts && !content.truncated() && parts < Rows.MOST;
        bytes = whole
                ? content.bytes().length
                : decoded.text().substring(0, end).getBytes(form.charset()).length;
        table = new Contents.Table(
                form.notation().name().toLowerCase(Locale.ROOT),
                rows.columns(),
                rows.rows().subList(0, shown));
        goOn("%,d rows are told".formatted(shown));
        if (shown == 0 && content.truncated() && bytes == 0) {
            notes.add("Its first row is longer than max_bytes; ask for more, or for type=text.");
        }
    }

    private void image(Form.Image form) {
        type = "image";
        if (content.truncated() || content.bytes().length > ObjectRead.LARGEST_IMAGE) {
            notes.add("The image has %,d bytes, more than the %,d that are shown; signed_url has it."
                    .formatted(content.info().size(), ObjectRead.LARGEST_IMAGE));
            return;
        }
        bytes = content.bytes().length;
        image = new Block.Image(form.mimeType(), content.bytes());
    }

    private void binary(int count) {
        if (Entry.fileType(told.path()).equals("parquet")) {
            notes.add("Parquet is not read here; query it with SQL, or download it.");
        }
        if (!told.data()) {
            if (content.info().size() > 0) {
                notes.add(
                        "Its bytes are not told; include_data=true gives them in base64, bucket_object_link a download link.");
            }
            return;
        }
        parts = content.bytes().length;
        var kept = content.first(Math.min(count, parts));
        data = Base64.getEncoder().encodeToString(kept.bytes());
        bytes = kept.bytes().length;
        goOn("Cut short");
    }

    private void goOn(String what) {
        var next = content.offset() + bytes;
        var size = content.info().size();
        if (next < size && bytes > 0) {
            notes.add("%s, up to byte %,d of %,d; call again with offset=%d and uri=%s to go on."
                    .formatted(what, next, size, next, Contents.at(content)));
        }
    }
}
