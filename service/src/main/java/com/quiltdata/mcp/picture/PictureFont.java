package com.quiltdata.mcp.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bundled font. AWT reads fonts from files only, and refuses to start where no fontconfig is installed, as in the
 * image, unless a file names the font of each logical one.
 */
final class PictureFont {
    private static final String RESOURCE = "/fonts/NotoSans-Regular.ttf";
    private static final String FAMILY = "Noto Sans";
    private static final String CONFIGURATION = "sun.awt.fontconfig";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final List<String> LOGICAL = List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput");
    private static final List<String> STYLES = List.of("plain", "bold", "italic", "bolditalic");

    private static final Optional<Font> FONT = load();

    private PictureFont() {}

    /** Returns the font in a size; empty where its file cannot be written. */
    static Optional<Font> inSize(float size) {
        return FONT.map(font -> font.deriveFont(size));
    }

    /** Writes the font to the first folder that can be written to; in a container that may be only shared memory. */
    private static Optional<Font> load() {
        System.setProperty("java.awt.headless", "true");
        return Stream.of(Path.of(System.getProperty("java.io.tmpdir")), SHARED_MEMORY)
                .flatMap(folder -> load(folder).stream())
                .findFirst();
    }

    private static Optional<Font> load(Path parent) {
        try (var resource = PictureFont.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("no font at " + RESOURCE);
            }
            var folder = Files.createTempDirectory(parent, "quilt-mcp-font");
            folder.toFile().deleteOnExit();
            var file = folder.resolve("font.ttf");
            Files.copy(resource, file);
            file.toFile().deleteOnExit();
            configure(folder, file);
            return Optional.of(Font.createFont(Font.TRUETYPE_FONT, file.toFile()));
        } catch (IOException | FontFormatException e) {
            return Optional.empty();
        }
    }

    private static void configure(Path folder, Path font) throws IOException {
        if (System.getProperty(CONFIGURATION) != null) {
            return;
        }
        var fonts = LOGICAL.stream()
                .flatMap(name -> STYLES.stream().map(style -> "%s.%s.default=%s".formatted(name, style, FAMILY)))
                .collect(Collectors.joining("\n"));
        var file = folder.resolve("fontconfig.properties");
        Files.writeString(file, """
                version=1
                sequence.allfonts=default
                allfonts.default=%s
                %s
                filename.%s=%s
                """.formatted(FAMILY, fonts, FAMILY.replace(' ', '_'), font));
        file.toFile().deleteOnExit();
        System.setProperty(CONFIGURATION, file.toString());
    }
}
