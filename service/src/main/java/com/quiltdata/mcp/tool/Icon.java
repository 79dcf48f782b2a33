package com.quiltdata.mcp.tool;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An icon that a client may show (MCP {@code Icon}): an SVG inside the URI, for any size, on light and dark. */
public record Icon(String src) {
    /** The icon of the server: four patches of a quilt. */
    public static final Icon SERVER = svg("<path fill=\"#2a78c2\" d=\"M.5.5h3v3h-3zM4.5 4.5h3v3h-3z\"/>"
            + "<path fill=\"#d9674e\" d=\"M4.5.5h3v3h-3zM.5 4.5h3v3h-3z\"/>");

    /** Creates an icon from SVG shapes in a square of 8 by 8. */
    static Icon svg(String shapes) {
        var image = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">" + shapes + "</svg>";
        return new Icon("data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(image.getBytes(StandardCharsets.UTF_8)));
    }
}
