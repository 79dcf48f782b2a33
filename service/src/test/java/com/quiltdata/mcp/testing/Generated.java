package com.quiltdata.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Files that are kept in the repository and written by the build. */
public final class Generated {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final String test;

    /** What {@code test} generates. */
    public Generated(Class<?> test) {
        this.test = test.getSimpleName();
    }

    /** Fails unless the file says what is wanted; writes it instead when that was asked for. */
    public void check(Path file, String wanted) {
        try {
            if (updating()) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, wanted);
            } else if (Files.notExists(file)) {
                fail("%s is missing; %s", file, remedy());
            } else {
                assertThat(Files.readString(file))
                        .as("%s is stale; %s", file, remedy())
                        .isEqualTo(wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the picture looks like the PNG file: few pixels may differ clearly, as anti-aliasing does elsewhere. */
    public void checkPicture(Path file, byte[] png) {
        try {
            if (updating()) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, png);
            } else if (Files.notExists(file)) {
                fail("%s is missing; %s", file, remedy());
            } else {
                var kept = ImageIO.read(file.toFile());
                var drawn = ImageIO.read(new ByteArrayInputStream(png));
                assertThat(drawn.getWidth()).isEqualTo(kept.getWidth());
                assertThat(drawn.getHeight()).isEqualTo(kept.getHeight());
                assertThat(different(kept, drawn))
                        .as("%s is stale; %s", file, remedy())
                        .isLessThan(kept.getWidth() * kept.getHeight() / 200);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of pixels in which a color differs by more than a quarter of its range. */
    private static int different(BufferedImage one, BufferedImage other) {
        var count = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                var a = new Color(one.getRGB(x, y));
                var b = new Color(other.getRGB(x, y));
                var most = Math.max(
                        Math.abs(a.getRed() - b.getRed()),
                        Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
                count += most > 64 ? 1 : 0;
            }
        }
        return count;
    }

    /** Fails for a file that nothing generates any more; deletes it instead when an update was asked for. */
    public void orphan(Path file) {
        try {
            if (updating()) {
                Files.delete(file);
            } else {
                fail("%s belongs to nothing any more; %s", file, remedy());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean updating() {
        if (UPDATE && "true".equals(System.getenv("CI"))) {
            fail("continuous integration does not update what it is to check; update and commit, then push");
        }
        return UPDATE;
    }

    private String remedy() {
        return ("if the change is meant, run `mvn -pl service test -Dtest=%s -Dgolden.update=true`,"
                        + " read the difference and commit it")
                .formatted(test);
    }
}
