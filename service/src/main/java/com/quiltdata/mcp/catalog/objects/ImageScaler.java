package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.concurrent.FairWorker;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Scales images down to JPEG on the worker for pictures, within bounds of pixels and time.
 *
 * <p>Images come from strangers: their pixels are counted before any is decoded, and nothing but pixels is decoded.
 */
public final class ImageScaler {
    /** Maximum size of an image, in bytes. */
    public static final int MAX_SOURCE_BYTES = 8 << 20;

    /** Maximum width and height of a scaled image. */
    public static final int MAX_EDGE = 1568;

    private static final int MIN_EDGE = 64;
    private static final int MAX_SIDE = 20_000;
    private static final long MAX_PIXELS = 40_000_000;

    /** The decoder holds all coefficients of a JPEG with several scans: 6 bytes for each pixel. */
    private static final long MAX_PIXELS_IN_SCANS = 12_000_000;

    private static final int MAX_SCANS = 50;
    private static final float QUALITY = 0.85f;
    private static final Duration DECODING = Duration.ofSeconds(5);
    private static final Map<String, String> FORMATS =
            Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif");

    private ImageScaler() {}

    /** A scaled image, or the reason why there is none. */
    public sealed interface ScalingResult {}

    /** A smaller copy of an image, as JPEG. */
    @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
    public record ScaledImage(byte[] jpeg, int width, int height, int originalWidth, int originalHeight)
            implements ScalingResult {}

    /** The reason why an image cannot be scaled, as a clause after "it". */
    public record UnscalableImage(String reason) implements ScalingResult {}

    /** Returns whether images of a media type can be scaled. */
    public static boolean scales(String mimeType) {
        return FORMATS.containsKey(mimeType);
    }

    /** Returns the image in at most this many bytes; that of a GIF is its first. */
    public static ScalingResult scale(Caller caller, String mimeType, byte[] source, int maxBytes) {
        return FairWorker.PICTURES
                .compute(caller.digest(), () -> scaledOrReason(mimeType, source, maxBytes))
                .orElse(new UnscalableImage("is not scaled while the server works on other pictures, call again"));
    }

    private static ScalingResult scaledOrReason(String mimeType, byte[] source, int maxBytes) {
        try {
            return scaled(mimeType, source, maxBytes);
        } catch (IOException | RuntimeException _) { // decoders throw anything for damaged images
            return new UnscalableImage("cannot be decoded");
        }
    }

    private static ScalingResult scaled(String mimeType, byte[] source, int maxBytes) throws IOException {
        var format = FORMATS.getOrDefault(mimeType, "");
        var pixels = ImagePixels.of(format, source);
        if (pixels.scans() > MAX_SCANS) {
            return new UnscalableImage("has %,d scans; at most %,d are decoded".formatted(pixels.scans(), MAX_SCANS));
        }
        if (!pixels.complete()) {
            throw new IOException("cut off");
        }
        var reader = ImageIO.getImageReadersByFormatName(format).next();
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(pixels.bytes()))) {
            reader.setInput(stream, true, true);
            var width = reader.getWidth(0);
            var height = reader.getHeight(0);
            var limit = pixels.scans() > 1 ? MAX_PIXELS_IN_SCANS : MAX_PIXELS;
            if (Math.max(width, height) > MAX_SIDE || (long) width * height > limit) {
                return new UnscalableImage("has %,d × %,d pixels; up to %,d, and %,d in a row, are decoded"
                        .formatted(width, height, limit, MAX_SIDE));
            }
            var image = decoded(reader, Math.max(width, height));
            var scaled = fitted(image, pixels.orientation(), maxBytes);
            if (scaled == null) {
                return new UnscalableImage("cannot be made small enough");
            }
            return pixels.orientation().isOnSide() ? scaled.of(height, width) : scaled.of(width, height);
        } finally {
            reader.dispose();
        }
    }

    /** Decodes every so many pixels only, so that neither side is twice as long as it may be in the end. */
    private static BufferedImage decoded(ImageReader reader, int longest) throws IOException {
        var end = System.nanoTime() + DECODING.toNanos();
        reader.addIIOReadProgressListener(new Deadline(end));
        var param = reader.getDefaultReadParam();
        var step = Math.max(1, longest / MAX_EDGE);
        param.setSourceSubsampling(step, step, 0, 0);
        var image = reader.read(0, param);
        if (System.nanoTime() > end) {
            throw new IOException("too slow");
        }
        return image;
    }

    /** The encoded image in the largest size that has few enough bytes; null if there is none. */
    private static @Nullable EncodedImage fitted(BufferedImage image, ImageOrientation orientation, int maxBytes)
            throws IOException {
        var longest = Math.max(image.getWidth(), image.getHeight());
        for (var edge = Math.min(MAX_EDGE, longest); edge >= Math.min(MIN_EDGE, longest); edge = edge * 3 / 4) {
            var scaled = drawn(image, orientation, (double) edge / longest);
            var jpeg = encoded(scaled);
            if (jpeg.length <= maxBytes) {
                return new EncodedImage(jpeg, scaled.getWidth(), scaled.getHeight());
            }
        }
        return null;
    }

    @SuppressWarnings("ArrayRecordComponent") // only handed over, never compared
    private record EncodedImage(byte[] jpeg, int width, int height) {
        ScaledImage of(int originalWidth, int originalHeight) {
            return new ScaledImage(jpeg, width, height, originalWidth, originalHeight);
        }
    }

    /** Draws the image upright on white, as JPEG has no transparency. */
    private static BufferedImage drawn(BufferedImage image, ImageOrientation orientation, double scale) {
        var width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var scaled = orientation.isOnSide()
                ? new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB)
                : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = scaled.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.transform(orientation.transform(width, height));
            graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return scaled;
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Ends the decoding of an image that takes too long, or that nobody waits for. */
    private record Deadline(long end) implements IIOReadProgressListener {
        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
