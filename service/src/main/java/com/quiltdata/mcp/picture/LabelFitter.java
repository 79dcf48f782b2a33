package com.quiltdata.mcp.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Fits texts into the width that a picture has for them, and keeps labels of one axis different. */
final class LabelFitter {
    private static final String ELLIPSIS = "…";
    private static final int MAX_MEASURED = 500;
    private static final double HEAD = 0.6;
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Font font;
    private boolean hasMissing;

    LabelFitter(Font font) {
        this.font = font;
    }

    /** Returns whether a text had a character that the font cannot show. */
    boolean hasMissing() {
        return hasMissing;
    }

    double width(String text) {
        return width(text, font);
    }

    private static double width(String text, Font font) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    /** Returns a text without line ends and control characters, never empty: an empty one cannot be laid out. */
    private String clean(String text) {
        var clean = ends(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        hasMissing |= font.canDisplayUpTo(clean) >= 0;
        return clean.isEmpty() ? " " : clean;
    }

    /** Returns a text that is too long for any picture without its middle, as laying it out takes long. */
    private static String ends(String text) {
        var half = 2 * MAX_MEASURED;
        return text.length() <= 2 * half
                ? text
                : text.substring(0, half) + ELLIPSIS + text.substring(text.length() - half);
    }

    /** Returns the text, or as much of its beginning as fits with an ellipsis. */
    String fit(String text, double width, Font inFont) {
        return fit(text, width, inFont, 1);
    }

    String fit(String text, double width) {
        return fit(text, width, font);
    }

    /** Returns the text, or as many of its first and last characters as fit; {@code head} is the share of the first. */
    private String fit(String text, double width, Font inFont, double head) {
        var clean = clean(text);
        if (width(clean, inFont) <= width) {
            return clean;
        }
        var points = clean.codePoints().toArray();
        var low = 1;
        for (int high = Math.min(MAX_MEASURED, points.length - 1); low < high; ) {
            var middle = (low + high + 1) >>> 1;
            if (width(shorten(points, middle, head), inFont) <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return shorten(points, low, head);
    }

    private static String shorten(int[] points, int kept, double head) {
        var first = (int) Math.ceil(kept * head);
        return new String(points, 0, first).strip()
                + ELLIPSIS
                + new String(points, points.length - (kept - first), kept - first).strip();
    }

    /** Fits all labels, which often differ only at their ends, and numbers those that became equal. */
    List<String> fitAll(List<String> texts, double width) {
        var used = new HashSet<String>();
        var labels = new ArrayList<String>();
        for (var text : texts) {
            var label = fit(text, width, font, HEAD);
            for (int i = 2; !used.add(label); i++) {
                var suffix = " (%d)".formatted(i);
                label = fit(text, Math.max(1, width - width(suffix)), font, HEAD) + suffix;
            }
            labels.add(label);
        }
        return labels;
    }

    /** Returns whether all labels fit side by side. */
    boolean allFit(List<String> texts, double width) {
        return texts.stream().allMatch(text -> width(clean(text)) <= width);
    }
}
