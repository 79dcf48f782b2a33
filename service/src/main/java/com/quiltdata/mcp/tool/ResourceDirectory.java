package com.quiltdata.mcp.tool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resources as a tool and the protocol see them: fixed URIs, templates, and what stands at a URI. */
public interface ResourceDirectory {
    /** Every fixed URI with its title, description and media type. */
    List<Entry> entries();

    /** Every template, in the order in which they are listed. */
    default List<TemplateEntry> templates() {
        return List.of();
    }

    /**
     * What stands at {@code uri}, read with the caller's rights; empty when no resource has this URI.
     *
     * @throws Failure when a resource has it and cannot be read
     */
    Optional<Content> read(String uri, Call call);

    /** How many bytes an object may have to be read here. */
    default long maxBytes() {
        return Long.MAX_VALUE;
    }

    /** Values for an argument of the template, or nothing of a fixed URI; empty when neither is {@code uri}. */
    default Optional<Completer.Suggestions> complete(String uri, Completer.Question question, Call call) {
        return entries().stream()
                .filter(entry -> entry.uri().equals(uri))
                .findFirst()
                .map(_ -> Completer.Suggestions.NONE);
    }

    /** A fixed URI. */
    record Entry(String uri, String name, String title, String description, String mimeType) {}

    /** A family of URIs (RFC 6570); {@code mimeType} is absent where it differs from one to the next. */
    record TemplateEntry(
            String uriTemplate,
            String name,
            String title,
            String description,
            @Nullable String mimeType) {}

    /** What was read, and how long the caller may take it for fresh. */
    record Content(String uri, String name, String mimeType, Body body, Duration fresh) {
        /** Of JSON, fresh for this moment only. */
        public Content(Entry entry, Object data) {
            this(entry.uri(), entry.name(), entry.mimeType(), new Body.Json(data), Duration.ZERO);
        }
    }

    /** Text, bytes, or a value with a shape. */
    sealed interface Body {
        /** A record, or another value that the kit's JSON mapping writes as an object. */
        record Json(Object data) implements Body {}

        record Text(String text) implements Body {}

        @SuppressWarnings("ArrayRecordComponent") // handed over, to be encoded; never compared
        record Blob(byte[] bytes) implements Body {}
    }
}
