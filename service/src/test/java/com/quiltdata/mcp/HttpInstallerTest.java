package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jetty.GzipHandlerFactory;
import io.dropwizard.util.DataSize;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which responses the operator's settings of compression include. */
final class HttpInstallerTest {
    private static GzipHandlerFactory settings() {
        var gzip = new GzipHandlerFactory();
        gzip.setIncludedMethods(Set.of("GET", "POST"));
        gzip.setCompressedMimeTypes(Set.of("application/json"));
        gzip.setMinimumEntitySize(DataSize.kibibytes(1));
        return gzip;
    }

    @Test
    void compressesFromTheMinimumSize() {
        assertThat(HttpInstaller.compressedSize(settings())).isEqualTo(1024);
    }

    @Test
    void compressesJsonIfNoTypesAreNamed() {
        var gzip = settings();
        gzip.setCompressedMimeTypes(null);
        assertThat(HttpInstaller.compressedSize(gzip)).isEqualTo(1024);
    }

    static Stream<Consumer<GzipHandlerFactory>> restrictions() {
        return Stream.of(
                gzip -> gzip.setEnabled(false),
                gzip -> gzip.setCompressedMimeTypes(Set.of("text/html")),
                gzip -> gzip.setExcludedMimeTypes(Set.of("application/json")),
                gzip -> gzip.setIncludedMethods(Set.of("GET")),
                gzip -> gzip.setIncludedMethods(null),
                gzip -> gzip.setIncludedPaths(Set.of("/other")),
                gzip -> gzip.setExcludedPaths(Set.of("/mcp")),
                gzip -> gzip.setDeflateCompressionLevel(Deflater.BEST_SPEED));
    }

    @ParameterizedTest
    @MethodSource("restrictions")
    void leavesRestrictionsToJetty(Consumer<GzipHandlerFactory> restriction) {
        var gzip = settings();
        restriction.accept(gzip);
        assertThat(HttpInstaller.compressedSize(gzip)).isEqualTo(Long.MAX_VALUE);
    }
}
