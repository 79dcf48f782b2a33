package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.DocsText;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.PrescribedOutput;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link ChatGptFetch}. A text that is cut ends with a line that says so. */
record FetchedDocument(
        @Doc("The id that was sent") String id,

        @Doc("Name of the package, key of the object or file, or title of the page")
        String title,

        @Doc("The text; if it is cut, its last line says so")
        String text,

        @Doc("Web page to cite") String url,

        @Doc("Attributes such as size and top_hash; truncated is true if the text is cut")
        Map<String, Object> metadata,

        @Doc("Source of this result") @Hidden Source source)
        implements Truncatable<FetchedDocument>, PrescribedOutput {
    /**
     * What the result is built from.
     *
     * @param fullSize readable size of the content that the text is the beginning of; null if the text is complete
     */
    record Source(
            String id,
            String title,
            String text,
            String url,
            Map<String, Object> metadata,
            @Nullable String fullSize) {}

    static FetchedDocument of(Source source) {
        return of(source, source.text().length());
    }

    private static FetchedDocument of(Source source, int length) {
        var text = source.text();
        var end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        var metadata = new LinkedHashMap<>(source.metadata());
        var shown = text.substring(0, end);
        if (end < text.length() || source.fullSize() != null) {
            metadata.put("truncated", true);
            shown += "\n\n[Cut: these are the first %,d characters of %s. Open the url for the rest.]"
                    .formatted(
                            end,
                            source.fullSize() == null ? "%,d characters".formatted(text.length()) : source.fullSize());
        }
        return new FetchedDocument(source.id(), source.title(), shown, source.url(), metadata, source);
    }

    static Map<String, Object> metadata(ObjectContent content) {
        var info = content.info();
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("bucket", info.location().bucket());
        metadata.put("key", info.location().key());
        put(metadata, "version_id", info.location().versionId());
        metadata.put("size", info.size());
        put(metadata, "content_type", info.contentType());
        put(metadata, "last_modified", info.lastModified());
        return metadata;
    }

    static Map<String, Object> metadata(DocsText page) {
        var metadata = new LinkedHashMap<String, Object>();
        put(metadata, "last_modified", page.modified());
        return metadata;
    }

    static void put(Map<String, Object> metadata, String name, @Nullable Object value) {
        if (value != null) {
            metadata.put(name, value instanceof Number ? value : value.toString());
        }
    }

    @Override
    public int parts() {
        return source.text().length();
    }

    @Override
    public FetchedDocument first(int parts) {
        return of(source, parts);
    }
}
