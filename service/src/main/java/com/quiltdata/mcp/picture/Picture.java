package com.quiltdata.mcp.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart as a PNG image.
 *
 * @param png the image; null if it could not be drawn
 * @param notes what the image does not show, or why there is none, as sentences
 */
@SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
public record Picture(byte @Nullable [] png, List<String> notes) {
    /**
     * The texts of a chart.
     *
     * @param x the label of the horizontal axis; empty for none
     * @param y the label of the vertical axis; empty for none
     */
    public record Labels(String title, String x, String y) {}
}
