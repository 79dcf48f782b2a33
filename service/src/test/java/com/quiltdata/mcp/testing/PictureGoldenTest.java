package com.quiltdata.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

final class PictureGoldenTest {
    private static BufferedImage picture(Color ground, int line) {
        var picture = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, 300, 300);
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, line, 300, 2);
        graphics.dispose();
        return picture;
    }

    @Test
    void toleratesALineThatIsElsewhere() {
        assertThat(PictureGolden.strays(picture(Color.WHITE, 10), picture(Color.WHITE, 17)))
                .isZero();
    }

    @Test
    void noticesAnotherGround() {
        assertThat(PictureGolden.strays(picture(Color.WHITE, 10), picture(Color.BLACK, 10)))
                .isEqualTo(1);
    }

    @Test
    void noticesAnotherSize() {
        assertThat(PictureGolden.strays(
                        picture(Color.WHITE, 10), new BufferedImage(300, 301, BufferedImage.TYPE_INT_RGB)))
                .isEqualTo(1);
    }
}
