package com.quiltdata.mcp.picture;

import com.quiltdata.mcp.picture.Picture.Labels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;

/** Draws plots. That takes a processor for long, so callers do it on the worker for pictures. */
public final class PictureRenderer {
    private PictureRenderer() {}

    /**
     * Draws a plot in 800 by 500 pixels; the notes say what is not shown there.
     *
     * @param colors the colors of the series, as {@code #rrggbb}
     */
    public static Picture draw(Plot plot, Labels labels, List<String> colors) {
        return PictureFont.inSize(PictureStyle.TEXT)
                .map(font -> draw(plot, labels, new PictureStyle(font, colors)))
                .orElseGet(
                        () -> new Picture(
                                null,
                                List.of(
                                        "There is no picture, because the server has no folder for temporary files, where its font must be.")));
    }

    private static Picture draw(Plot plot, Labels labels, PictureStyle style) {
        var shown = PlotThinner.thin(plot);
        var png = encode(paint(new PlotCharts(style, labels).chart(shown.plot())));
        var notes = new ArrayList<>(shown.notes());
        if (style.labels().hasMissing()) {
            notes.add("The picture shows empty boxes for characters that its font lacks; the data has them.");
        }
        return new Picture(png, notes);
    }

    private static BufferedImage paint(Chart<?, ?> chart) {
        var image = new BufferedImage(PictureStyle.WIDTH, PictureStyle.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            chart.paint(graphics, PictureStyle.WIDTH, PictureStyle.HEIGHT);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static byte[] encode(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        // Without a cache of its own, the encoder would write to a temporary file.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
