package com.quiltdata.mcp.catalog.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.objects.ImageScaler.ScaledImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageOrientationTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 80;

    /** Returns the segment of EXIF with these bytes of a TIFF file. */
    private static byte[] exif(byte[] tiff) {
        return ByteBuffer.allocate(10 + tiff.length)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + tiff.length))
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(tiff)
                .array();
    }

    /** Returns a TIFF file with an entry before that of the orientation. */
    private static byte[] tiff(ByteOrder order, int code) {
        var start = (short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4d4d);
        return ByteBuffer.allocate(38)
                .order(order)
                .putShort(start)
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x0100)
                .putShort((short) 4)
                .putInt(1)
                .putInt(WIDTH)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) code)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Returns a JPEG, red at the stored top left, green at the top right, black below, after this segment. */
    private static byte[] jpeg(byte[] segment) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, WIDTH / 2, HEIGHT / 2);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(WIDTH / 2, 0, WIDTH / 2, HEIGHT / 2);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        var out = new ByteArrayOutputStream();
        out.write(bytes.toByteArray(), 0, 2);
        out.writeBytes(segment);
        out.write(bytes.toByteArray(), 2, bytes.size() - 2);
        return out.toByteArray();
    }

    private static ScaledImage scaled(byte[] jpeg) {
        return (ScaledImage) ImageScaler.scale(Caller.of("token"), "image/jpeg", jpeg, 512 * 1024);
    }

    private static Color corner(ScaledImage scaled, String name) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(scaled.jpeg()));
        var x = image.getWidth() * (name.endsWith("left") ? 1 : 3) / 4;
        var y = image.getHeight() * (name.startsWith("top") ? 1 : 3) / 4;
        return new Color(image.getRGB(x, y));
    }

    @ParameterizedTest
    @CsvSource({
        "1, top left, top right",
        "2, top right, top left",
        "3, bottom right, bottom left",
        "4, bottom left, bottom right",
        "5, top left, bottom left",
        "6, top right, bottom right",
        "7, bottom right, top right",
        "8, bottom left, top left"
    })
    void showsImagesUpright(int code, String red, String green) throws IOException {
        var scaled = scaled(jpeg(exif(tiff(ByteOrder.BIG_ENDIAN, code))));
        assertThat(corner(scaled, red).getRed()).isGreaterThan(200);
        assertThat(corner(scaled, red).getGreen()).isLessThan(50);
        assertThat(corner(scaled, green).getGreen()).isGreaterThan(200);
        assertThat(scaled.width()).isEqualTo(code < 5 ? WIDTH : HEIGHT);
        assertThat(scaled.originalWidth()).isEqualTo(scaled.width());
        assertThat(scaled.originalHeight()).isEqualTo(scaled.height());
    }

    @Test
    void readsBothByteOrders() throws IOException {
        assertThat(scaled(jpeg(exif(tiff(ByteOrder.LITTLE_ENDIAN, 6)))).height())
                .isEqualTo(WIDTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, 256})
    void ignoresUnknownOrientations(int code) throws IOException {
        assertThat(scaled(jpeg(exif(tiff(ByteOrder.BIG_ENDIAN, code)))).width()).isEqualTo(WIDTH);
    }

    @Test
    void ignoresDamagedSegments() throws IOException {
        var whole = tiff(ByteOrder.BIG_ENDIAN, 6);
        for (int length = 0; length < 28; length++) {
            var cut = ByteBuffer.wrap(whole).slice(0, length);
            var bytes = new byte[length];
            cut.get(bytes);
            assertThat(scaled(jpeg(exif(bytes))).width()).isEqualTo(WIDTH);
        }
        for (var start : new int[] {-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 37}) {
            var changed = whole.clone();
            ByteBuffer.wrap(changed).putInt(4, start);
            assertThat(scaled(jpeg(exif(changed))).width()).isEqualTo(WIDTH);
        }
    }
}
