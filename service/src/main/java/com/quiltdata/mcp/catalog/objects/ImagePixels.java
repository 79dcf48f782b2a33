package com.quiltdata.mcp.catalog.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * The parts of an image that its pixels need. Profiles, texts and thumbnails, which a decoder would read too, are left
 * out.
 *
 * @param scans number of passes over the image in a JPEG; 1 in other formats
 * @param orientation how the pixels must be turned
 * @param complete whether the image has its end, without which the last rows of a JPEG would be missing
 */
@SuppressWarnings("ArrayRecordComponent") // only decoded, never compared
record ImagePixels(byte[] bytes, int scans, ImageOrientation orientation, boolean complete) {
    private static final String LAST_CHUNK = "IEND";
    private static final Set<String> CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", LAST_CHUNK);
    private static final int SIGNATURE = 8;

    /** Length, type and checksum of a chunk. */
    private static final int AROUND_CHUNK = 12;

    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int COMMENT = 0xfe;

    /** First byte of each marker, of which there may be several before it. */
    private static final int FILL = 0xff;

    /** Where the data of a segment begins, after its marker and length. */
    private static final int DATA = 4;

    /** The application segment of EXIF. */
    private static final int EXIF = 0xe1;

    /** Application segments of JFIF and Adobe, which say how colors are coded. */
    private static final Set<Integer> COLORS = Set.of(0xe0, 0xee);

    /** Returns the parts of a PNG or JPEG, or another image as it is. */
    static ImagePixels of(String format, byte[] source) throws IOException {
        try {
            return switch (format) {
                case "png" -> upright(chunks(source));
                case "jpeg" -> segments(source);
                default -> upright(source);
            };
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            throw new IOException("damaged", e);
        }
    }

    private static ImagePixels upright(byte[] bytes) {
        return new ImagePixels(bytes, 1, ImageOrientation.UPRIGHT, true);
    }

    private static byte[] chunks(byte[] source) {
        var png = ByteBuffer.wrap(source);
        var kept = new ByteArrayOutputStream(source.length);
        kept.write(source, 0, SIGNATURE);
        png.position(SIGNATURE);
        for (var type = ""; png.hasRemaining() && !type.equals(LAST_CHUNK); ) {
            var start = png.position();
            var length = Math.addExact(Math.absExact(png.getInt()), AROUND_CHUNK);
            type = new String(source, png.position(), Integer.BYTES, StandardCharsets.ISO_8859_1);
            png.position(Math.addExact(start, length));
            if (CHUNKS.contains(type)) {
                kept.write(source, start, length);
            }
        }
        return kept.toByteArray();
    }

    private static ImagePixels segments(byte[] source) {
        var jpeg = ByteBuffer.wrap(source);
        var kept = new ByteArrayOutputStream(source.length);
        kept.write(source, 0, 2);
        jpeg.position(2);
        var scans = 0;
        var orientation = ImageOrientation.UPRIGHT;
        while (jpeg.remaining() > 1) {
            var start = jpeg.position();
            var marker = marker(jpeg);
            if (marker == END_OF_IMAGE) {
                kept.write(source, start, 2);
                return new ImagePixels(kept.toByteArray(), scans, orientation, true);
            } else if (marker == FILL) {
                jpeg.position(start + 1);
                continue;
            }
            jpeg.position(start + 2 + (jpeg.getShort() & 0xffff));
            if (marker == START_OF_SCAN) {
                scans++;
                skipScan(jpeg);
            } else if (marker == EXIF && orientation.isUpright()) {
                orientation = ImageOrientation.of(Arrays.copyOfRange(source, start + DATA, jpeg.position()));
            }
            if (isKept(marker)) {
                kept.write(source, start, jpeg.position() - start);
            }
        }
        return new ImagePixels(kept.toByteArray(), scans, orientation, false);
    }

    private static int marker(ByteBuffer jpeg) {
        if ((jpeg.get() & 0xff) != FILL) {
            throw new IllegalArgumentException("no marker");
        }
        return jpeg.get() & 0xff;
    }

    private static boolean isKept(int marker) {
        var isApplication = marker >= 0xe0 && marker <= 0xef;
        return COLORS.contains(marker) || (!isApplication && marker != COMMENT);
    }

    /** Skips the data of a scan, up to the next marker that neither is in them nor restarts them. */
    private static void skipScan(ByteBuffer jpeg) {
        while (jpeg.remaining() > 1) {
            var at = jpeg.position();
            if ((jpeg.get(at) & 0xff) == 0xff) {
                var next = jpeg.get(at + 1) & 0xff;
                if (next != 0 && (next < 0xd0 || next > 0xd7)) {
                    return;
                }
            }
            jpeg.position(at + 1);
        }
        jpeg.position(jpeg.limit());
    }
}
