package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The MCP resources of this server: fixed URIs, URI templates, and the content behind a URI. */
public interface ResourceDirectory {
    /** Returns every fixed URI with its title, description and media type. */
    List<Entry> entries();

    /** Returns every URI template, in listing order. */
    default List<TemplateEntry> templates() {
        return List.of();
    }

    /** Returns the skills, whose files are resources too. */
    default List<Skill> skills() {
        return List.of();
    }

    /** Returns this directory without the resources and skills whose tools may not run. */
    default ResourceDirectory where(RunningTools tools) {
        return this;
    }

    /**
     * Returns the content at {@code uri}, read with the caller's rights; empty when no resource has this URI.
     *
     * @throws Failure when a resource has this URI but cannot be read
     */
    Optional<Content> read(String uri, Call call);

    /** Returns the maximum size of an object that is read as a resource, in bytes. */
    default long maxBytes() {
        return Long.MAX_VALUE;
    }

    /** Suggests values for a template's argument; none for a fixed URI; empty when {@code uri} is neither. */
    default Optional<Completer.Suggestions> complete(String uri, Completer.Question question, Call call) {
        return entries().stream()
                .filter(entry -> entry.uri().equals(uri))
                .findFirst()
                .map(_ -> Completer.Suggestions.NONE);
    }

    /** A resource at a fixed URI, as {@code resources/list} describes it. */
    record Entry(String uri, String name, String title, String description, String mimeType) {}

    /** A URI template (RFC 6570). {@code mimeType} is null when it differs between its resources. */
    record TemplateEntry(
            String uriTemplate,
            String name,
            String title,
            String description,
            @Nullable String mimeType) {}

    /** The content of a resource, and for how long the caller may treat it as fresh. */
    record Content(String uri, String name, String mimeType, Body body, Duration fresh) {
        /** JSON content that must not be cached. */
        public Content(Entry entry, Object data) {
            this(entry.uri(), entry.name(), entry.mimeType(), new Body.Json(data), Duration.ZERO);
        }
    }

    /** The body of a resource: a JSON value, text or bytes. */
    sealed interface Body {
        /** A record, or another value that {@link com.quiltdata.mcp.tool.ToolJson} writes as an object. */
        record Json(Object data) implements Body {}

        record Text(String text) implements Body {}

        @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
        record Blob(byte[] bytes) implements Body {}
    }
}
