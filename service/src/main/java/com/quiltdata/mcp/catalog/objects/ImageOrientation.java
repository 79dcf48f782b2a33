package com.quiltdata.mcp.catalog.objects;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the stored rows and columns of an image must be turned to be upright (EXIF, tag 0x0112).
 *
 * @param code 1 for an upright image; 5 to 8 exchange width and height
 */
record ImageOrientation(int code) {
    static final ImageOrientation UPRIGHT = new ImageOrientation(1);

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short LITTLE_ENDIAN = 0x4949;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final int VALUE = 8;
    private static final int MAX_CODE = 8;
    private static final int FIRST_ON_SIDE = 5;

    /** Returns the orientation in an application segment of a JPEG; upright if it has none. */
    static ImageOrientation of(byte[] segment) {
        if (segment.length < EXIF.length + VALUE || !Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length)) {
            return UPRIGHT;
        }
        var tiff = ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                .slice();
        if (tiff.getShort(0) == LITTLE_ENDIAN) {
            tiff.order(ByteOrder.LITTLE_ENDIAN);
        }
        var start = tiff.getInt(Integer.BYTES);
        if (start < 0 || start > tiff.limit() - Short.BYTES) {
            return UPRIGHT;
        }
        var entries = tiff.getShort(start) & 0xffff;
        for (int at = start + Short.BYTES; entries > 0 && at <= tiff.limit() - ENTRY; at += ENTRY, entries--) {
            var code = tiff.getShort(at + VALUE);
            if ((tiff.getShort(at) & 0xffff) == TAG && tiff.getShort(at + Short.BYTES) == SHORT) {
                return code >= 1 && code <= MAX_CODE ? new ImageOrientation(code) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    boolean isUpright() {
        return code == 1;
    }

    /** Returns whether the upright image is as wide as the stored one is high. */
    boolean isOnSide() {
        return code >= FIRST_ON_SIDE;
    }

    /** Returns what turns a stored image of this size upright. */
    AffineTransform transform(int width, int height) {
        return switch (code) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
