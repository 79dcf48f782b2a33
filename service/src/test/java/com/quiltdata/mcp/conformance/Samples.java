package com.quiltdata.mcp.conformance;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The smallest pictures and sounds. */
final class Samples {
    static final String PNG = "image/png";
    static final String WAV = "audio/wav";

    private Samples() {}

    /** One red pixel. */
    static byte[] png() {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, Color.RED.getRGB());
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A millisecond of silence. */
    static byte[] wav() {
        var silence = new byte[16];
        var format = new AudioFormat(8000, 16, 1, true, false);
        var out = new ByteArrayOutputStream();
        try (var sound = new AudioInputStream(new ByteArrayInputStream(silence), format, silence.length / 2)) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
