package com.quiltdata.mcp.catalog.s3;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.s3.ManifestParser.MalformedManifestException;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.memory.ByteBudget;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Manifests: an entry for each line, however the bytes arrive, or the number of the first bad line. */
public final class ManifestFuzz {
    private static final MemoryBudget MEMORY = new MemoryBudget(new ByteBudget(1L << 40, Duration.ofMillis(1)));

    private ManifestFuzz() {}

    /** A stream that returns few bytes at a time. */
    private static final class Dripping extends FilterInputStream {
        Dripping(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(7, length));
        }
    }

    public static void check(byte[] input) throws IOException {
        MEMORY.scope(() -> {
            try {
                parse(input);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "";
        });
    }

    private static void parse(byte[] input) throws IOException {
        var whole = parsed(new ByteArrayInputStream(input));
        require(whole.equals(parsed(new Dripping(input))), "another manifest when it drips");
        if (whole instanceof Manifest manifest) {
            var lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
            var records = Arrays.stream(lines)
                    .filter(it -> !it.replace("\uFEFF", "").isBlank())
                    .count();
            require(
                    records - 1 >= manifest.files().size() + manifest.folders().size(),
                    "%d entries of %d lines",
                    manifest.files().size(),
                    records);
            require(manifest.files().stream().allMatch(it -> it.size() >= 0), "a negative size");
            require(manifest.folders().keySet().stream().allMatch(it -> it.endsWith("/")), "a folder");
        }
    }

    private static Object parsed(InputStream in) throws IOException {
        try {
            return ManifestParser.parse("hash", new LineReader(in, ManifestParser.MAX_RECORD), MEMORY);
        } catch (MalformedManifestException e) {
            var message = String.valueOf(e.getMessage());
            Sentences.check(message, "");
            require(message.matches("line \\d+: .*"), "%s", message);
            return message;
        }
    }
}
