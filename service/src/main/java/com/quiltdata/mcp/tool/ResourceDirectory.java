package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.Optional;

/** The resources as a tool sees them, for clients that have tools only. */
public interface ResourceDirectory {
    /** Every fixed URI with its title, description and media type. */
    List<Entry> entries();

    /** What stands at {@code uri}, read with the caller's rights; empty when no resource has this URI. */
    Optional<Content> read(String uri, Call call);

    record Entry(String uri, String name, String title, String description, String mimeType) {}

    /** A resource's JSON content. */
    record Content(Entry entry, Object data) {}
}
