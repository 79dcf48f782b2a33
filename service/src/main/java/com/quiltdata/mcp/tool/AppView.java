package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A page of this server that hosts with MCP Apps show beside a tool's result (SEP-1865, 2026-01-26). */
public enum AppView {
    /** Lists of packages, and the folders and files of one. */
    PACKAGE,
    /** Rows of a query, a search or a list. */
    TABLE,
    /** A chart and its data. */
    CHART;

    /** The name of the extension in capabilities. */
    public static final String EXTENSION = "io.modelcontextprotocol/ui";

    /** The media type of a page for hosts of the extension. */
    public static final String MEDIA_TYPE = "text/html;profile=mcp-app";

    private static final String META = "ui";

    /** The key that hosts read before the extension was stable. */
    private static final String EARLIER_META = "ui/resourceUri";

    /** Returns the name, as in its URI. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the URI of the page. */
    public String uri() {
        return "ui://quilt/" + id();
    }

    /** Names the page in a tool's descriptor. */
    void link(ObjectNode descriptor) {
        var meta = descriptor.withObject("/_meta");
        meta.putObject(META).put("resourceUri", uri());
        meta.put(EARLIER_META, uri());
    }

    /** Removes the page that a tool's descriptor names. */
    public static void unlink(ObjectNode descriptor) {
        if (descriptor.get("_meta") instanceof ObjectNode meta) {
            meta.remove(META);
            meta.remove(EARLIER_META);
            if (meta.isEmpty()) {
                descriptor.remove("_meta");
            }
        }
    }
}
