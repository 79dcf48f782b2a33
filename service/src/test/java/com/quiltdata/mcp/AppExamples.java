package com.quiltdata.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.Resources;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.resources.AppPages;
import com.quiltdata.mcp.testing.AppHost;
import com.quiltdata.mcp.tool.AppView;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/** Results of tools as examples, and the pages that show them. */
final class AppExamples {
    static final CatalogSite SITE = CatalogSite.parse("https://catalog.example.com");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BARS = 5;

    private AppExamples() {}

    /** Shows an example in the page of a view, in a host that calls tools and opens links. */
    static void show(AppHost host, AppView view, String example) {
        show(host, view, example, Map.of());
    }

    /** Shows an example in a host of these settings. */
    static void show(AppHost host, AppView view, String example, Map<String, ?> settings) {
        host.open(AppPages.html(SITE, view), settings);
        host.show(Map.of(), result(example));
        host.await("document.getElementById('content').childElementCount > 0");
    }

    /** Returns the result of a tool; that of a chart has a picture. */
    static JsonNode result(String example) {
        try {
            var text = Resources.toString(Resources.getResource("app/" + example + ".json"), StandardCharsets.UTF_8);
            var result = JSON.readTree(text);
            if (result.at("/content/1") instanceof ObjectNode image) {
                image.put("data", picture());
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a PNG of bars. */
    private static byte[] picture() throws IOException {
        var image = new BufferedImage(800, 400, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 800, 400);
        graphics.setColor(new Color(0x2b4fd1));
        for (var bar = 0; bar < BARS; bar++) {
            graphics.fillRect(60 + 150 * bar, 340 - 60 * bar, 90, 60 * bar + 40);
        }
        graphics.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
