package com.quiltdata.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures kept in the repository, compared by the average colors of blocks, as fonts differ between machines. */
public final class PictureGolden {
    private static final int BLOCK = 30;

    /** Maximum difference of a block's average in one of the three colors, of 255. */
    private static final int TOLERANCE = 20;

    /** Maximum share of the blocks that may differ by more. */
    private static final double STRAYS = 0.1;

    private PictureGolden() {}

    /** Fails unless the picture looks like the golden one; replaces that one instead when an update was asked for. */
    public static void check(Path golden, Path actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.write(golden, Files.readAllBytes(actual));
        } else if (Files.notExists(golden)) {
            fail("%s is missing; look at %s and run this test with -Dgolden.update=true", golden, actual);
        } else {
            assertThat(strays(ImageIO.read(golden.toFile()), ImageIO.read(actual.toFile())))
                    .as(
                            "share of %s that differs from %s; if it looks right, run with -Dgolden.update=true",
                            actual, golden)
                    .isLessThanOrEqualTo(STRAYS);
        }
    }

    /** Returns the share of blocks that differ; 1 for pictures of different sizes. */
    static double strays(BufferedImage golden, BufferedImage actual) {
        if (golden.getWidth() != actual.getWidth() || golden.getHeight() != actual.getHeight()) {
            return 1;
        }
        var blocks = 0;
        var strays = 0;
        for (var y = 0; y < golden.getHeight(); y += BLOCK) {
            for (var x = 0; x < golden.getWidth(); x += BLOCK) {
                blocks++;
                strays += differ(average(golden, x, y), average(actual, x, y)) ? 1 : 0;
            }
        }
        return (double) strays / blocks;
    }

    private static boolean differ(long[] one, long[] other) {
        for (var color = 0; color < one.length; color++) {
            if (Math.abs(one[color] - other[color]) > TOLERANCE) {
                return true;
            }
        }
        return false;
    }

    private static long[] average(BufferedImage image, int left, int top) {
        var sums = new long[3];
        var pixels = 0;
        for (var y = top; y < Math.min(top + BLOCK, image.getHeight()); y++) {
            for (var x = left; x < Math.min(left + BLOCK, image.getWidth()); x++, pixels++) {
                var rgb = image.getRGB(x, y);
                sums[0] += rgb >> 16 & 0xff;
                sums[1] += rgb >> 8 & 0xff;
                sums[2] += rgb & 0xff;
            }
        }
        for (var color = 0; color < sums.length; color++) {
            sums[color] /= pixels;
        }
        return sums;
    }
}
