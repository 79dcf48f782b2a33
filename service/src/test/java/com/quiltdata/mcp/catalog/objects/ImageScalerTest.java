package com.quiltdata.mcp.catalog.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.objects.ImageScaler.ScaledImage;
import com.quiltdata.mcp.catalog.objects.ImageScaler.ScalingResult;
import com.quiltdata.mcp.catalog.objects.ImageScaler.UnscalableImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class ImageScalerTest {
    private static final int CAP = 512 * 1024;
    private static final Caller CALLER = Caller.of("token");

    private static BufferedImage picture(int width, int height, int type, Color color) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static ScaledImage scaled(String type, byte[] source) {
        return (ScaledImage) ImageScaler.scale(CALLER, type, source, CAP);
    }

    private static String reason(String type, byte[] source) {
        return ((UnscalableImage) ImageScaler.scale(CALLER, type, source, CAP)).reason();
    }

    private static Color center(ScaledImage scaled) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(scaled.jpeg()));
        assertThat(image.getWidth()).isEqualTo(scaled.width());
        assertThat(image.getHeight()).isEqualTo(scaled.height());
        return new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
    }

    private static void assertColor(Color actual, Color expected) {
        assertThat(actual.getRed()).isCloseTo(expected.getRed(), within(4));
        assertThat(actual.getGreen()).isCloseTo(expected.getGreen(), within(4));
        assertThat(actual.getBlue()).isCloseTo(expected.getBlue(), within(4));
    }

    @ParameterizedTest
    @CsvSource({"png, 5", "png, 6", "png, 10", "png, 13", "jpeg, 5", "jpeg, 10", "gif, 13"})
    void keepsColorsAndProportions(String format, int type) throws IOException {
        var color = type == BufferedImage.TYPE_BYTE_GRAY ? Color.GRAY : new Color(0x336699);
        var scaled = scaled("image/" + format, encoded(picture(4000, 2000, type, color), format));
        assertThat(scaled.width()).isEqualTo(ImageScaler.MAX_EDGE);
        assertThat(scaled.height()).isEqualTo(ImageScaler.MAX_EDGE / 2);
        assertThat(scaled.originalWidth()).isEqualTo(4000);
        assertThat(scaled.originalHeight()).isEqualTo(2000);
        assertColor(center(scaled), color);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x4040, 0x8080, 0xc0c0, 0xffff})
    void keepsGreyOf16Bits(int grey) throws IOException {
        var image = new BufferedImage(2000, 1000, BufferedImage.TYPE_USHORT_GRAY);
        for (var pixel = 0; pixel < 2000 * 1000; pixel++) {
            image.getRaster().setSample(pixel % 2000, pixel / 2000, 0, grey);
        }
        assertColor(center(scaled("image/png", encoded(image, "png"))), new Color(0x010101 * (grey >> 8)));
    }

    @Test
    void keepsColorsOf16Bits() throws IOException {
        var header = ByteBuffer.allocate(13).putInt(64).putInt(64).put(new byte[] {16, 2, 0, 0, 0});
        var row = ByteBuffer.allocate(1 + 64 * 6).put((byte) 0);
        for (var pixel = 0; pixel < 64; pixel++) {
            row.putShort((short) 0x3333).putShort((short) 0x6666).putShort((short) 0x9999);
        }
        var rows = new ByteArrayOutputStream();
        for (var y = 0; y < 64; y++) {
            rows.writeBytes(row.array());
        }
        var png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        png.writeBytes(chunk("IHDR", header.array()));
        png.writeBytes(chunk("IDAT", deflated(rows.toByteArray())));
        png.writeBytes(chunk("IEND", new byte[0]));
        assertColor(center(scaled("image/png", png.toByteArray())), new Color(0x336699));
    }

    @Test
    void drawsTransparencyOnWhite() throws IOException {
        var image = new BufferedImage(2000, 2000, BufferedImage.TYPE_INT_ARGB);
        assertColor(center(scaled("image/png", encoded(image, "png"))), Color.WHITE);
    }

    @Test
    void makesNoiseSmallEnough() throws IOException {
        var image = new BufferedImage(1600, 1500, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        var scaled = scaled("image/png", encoded(image, "png"));
        assertThat(scaled.jpeg()).hasSizeLessThanOrEqualTo(CAP);
        assertThat(scaled.width()).isLessThan(1500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsJpegsOfOneScanAndOfSeveral(boolean progressive) throws IOException {
        var scaled =
                scaled("image/jpeg", jpeg(picture(3000, 3000, BufferedImage.TYPE_INT_RGB, Color.RED), progressive));
        assertColor(center(scaled), new Color(254, 0, 0));
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            var param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        return bytes.toByteArray();
    }

    @Test
    void refusesAJpegOfManyScans() throws IOException {
        var jpeg = jpeg(picture(64, 64, BufferedImage.TYPE_INT_RGB, Color.RED), true);
        var scan = ByteBuffer.allocate(12)
                .putShort((short) 0xffda)
                .putShort((short) 8)
                .array();
        var bomb = new ByteArrayOutputStream();
        bomb.write(jpeg, 0, jpeg.length - 2);
        for (var count = 0; count < 10_000; count++) {
            bomb.writeBytes(scan);
        }
        assertThat(reason("image/jpeg", bomb.toByteArray())).contains("scans");
    }

    @Test
    void refusesAProgressiveJpegWhoseCoefficientsWouldFillTheMemory() throws IOException {
        var jpeg = jpeg(picture(64, 64, BufferedImage.TYPE_INT_RGB, Color.RED), true);
        for (var at = 0; at < jpeg.length - 8; at++) {
            if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc2) {
                ByteBuffer.wrap(jpeg).putShort(at + 5, (short) 6000).putShort(at + 7, (short) 6000);
            }
        }
        assertThat(reason("image/jpeg", jpeg)).contains("6,000 × 6,000 pixels");
    }

    /** Returns a PNG with a header of this size, further chunks, and little data. */
    private static byte[] png(int width, int height, byte[]... chunks) {
        var png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        png.writeBytes(chunk("IHDR", header.array()));
        Arrays.stream(chunks).forEach(png::writeBytes);
        png.writeBytes(chunk("IDAT", deflated(new byte[1000])));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        var body = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(data)
                .array();
        var sum = new CRC32();
        sum.update(body);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(data.length)
                .put(body)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] deflated(byte[] data) {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"100000, 100000", "2147483647, 1", "1, 2147483647", "20001, 10", "7000, 7000"})
    void countsPixelsBeforeItDecodes(int width, int height) {
        assertThat(reason("image/png", png(width, height))).contains("pixels");
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-1, 10", "10, -2147483648"})
    void refusesImpossibleSizes(int width, int height) {
        assertThat(reason("image/png", png(width, height))).isEqualTo("cannot be decoded");
    }

    @Test
    void inflatesNoTextAndNoProfile() {
        var name = "a\0\0".getBytes(StandardCharsets.ISO_8859_1);
        var bomb = deflated(new byte[50_000_000]);
        var data = ByteBuffer.allocate(name.length + bomb.length)
                .put(name)
                .put(bomb)
                .array();
        var png = png(10, 10, chunk("zTXt", data), chunk("iCCP", data), chunk("iTXt", data));
        assertThat(scaled("image/png", png).width()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void refusesDamagedImages(String format) throws IOException {
        var type = "image/" + format;
        var whole = encoded(picture(500, 500, BufferedImage.TYPE_INT_RGB, Color.RED), format);
        assertThat(reason(type, Arrays.copyOf(whole, 20))).isEqualTo("cannot be decoded");
        assertThat(reason(type, new byte[1000])).isEqualTo("cannot be decoded");
        assertThat(reason(type, new byte[0])).isEqualTo("cannot be decoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void showsNoImageThatIsCutOff(String format) throws IOException {
        var image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (var pixel = 0; pixel < 300 * 300; pixel++) {
            image.setRGB(pixel % 300, pixel / 300, random.nextInt());
        }
        var whole = encoded(image, format);
        assertThat(scaled("image/" + format, whole).width()).isEqualTo(300);
        assertThat(reason("image/" + format, Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo("cannot be decoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void endsForEveryChangedByte(String format) throws IOException {
        var whole = encoded(picture(60, 60, BufferedImage.TYPE_INT_RGB, Color.RED), format);
        var random = new Random(2);
        for (var round = 0; round < 300; round++) {
            var changed = whole.clone();
            for (var change = 0; change < 3; change++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            assertThat(ImageScaler.scale(CALLER, "image/" + format, changed, CAP))
                    .isInstanceOf(ScalingResult.class);
        }
    }

    /** Programs of Adobe write 255 for no ink. */
    @Test
    void convertsCmyk() throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, 4, null);
        for (var pixel = 0; pixel < 64 * 64; pixel++) {
            raster.setPixel(pixel % 64, pixel / 64, new int[] {255, 0, 0, 255});
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        var adobe = ByteBuffer.allocate(16)
                .putShort((short) 0xffee)
                .putShort((short) 14)
                .put("Adobe".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 100);
        var jpeg = new ByteArrayOutputStream();
        jpeg.write(bytes.toByteArray(), 0, 2);
        jpeg.writeBytes(adobe.array());
        jpeg.write(bytes.toByteArray(), 2, bytes.size() - 2);
        assertColor(center(scaled("image/jpeg", jpeg.toByteArray())), new Color(254, 0, 0));
    }

    @Test
    void refusesTheBytesOfAnotherFormat() throws IOException {
        var jpeg = encoded(picture(50, 50, BufferedImage.TYPE_INT_RGB, Color.RED), "jpeg");
        assertThat(reason("image/png", jpeg)).isEqualTo("cannot be decoded");
    }

    @Test
    void scalesOrRefusesEachOfManyAtOnce() throws Exception {
        var png = encoded(picture(3000, 3000, BufferedImage.TYPE_INT_RGB, Color.RED), "png");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = IntStream.range(0, 12)
                    .mapToObj(_ -> callers.submit(() -> ImageScaler.scale(CALLER, "image/png", png, CAP)))
                    .toList();
            var scaled = 0;
            for (var result : results) {
                switch (result.get()) {
                    case ScaledImage _ -> scaled++;
                    case UnscalableImage(var reason) -> assertThat(reason).contains("call again");
                }
            }
            assertThat(scaled).isPositive();
        }
    }

    @Test
    void givesThePlacesOfCancelledCallsToOthers() throws Exception {
        var slow = encoded(picture(6000, 6000, BufferedImage.TYPE_INT_RGB, Color.RED), "png");
        var quick = encoded(picture(100, 100, BufferedImage.TYPE_INT_RGB, Color.RED), "png");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> ImageScaler.scale(CALLER, "image/png", slow, CAP));
            for (var round = 0; round < 3; round++) {
                var cancelled = IntStream.range(0, 3)
                        .mapToObj(
                                _ -> Thread.ofVirtual().start(() -> ImageScaler.scale(CALLER, "image/png", slow, CAP)))
                        .toList();
                for (var caller : cancelled) {
                    caller.interrupt();
                    caller.join();
                }
            }
            assertThat(ImageScaler.scale(CALLER, "image/png", quick, CAP)).isInstanceOf(ScaledImage.class);
            assertThat(first.get()).isInstanceOf(ScaledImage.class);
        }
    }
}
