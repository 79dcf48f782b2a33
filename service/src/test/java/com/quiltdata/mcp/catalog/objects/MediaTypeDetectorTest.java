package com.quiltdata.mcp.catalog.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeDetectorTest {
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    @ParameterizedTest
    @CsvSource({
        "data/a.csv, text/csv",
        "a.json, application/json",
        "README.md, text/markdown",
        "a.txt, text/plain",
        "a.html, text/html",
        "a#1.b?c%.csv, text/csv",
        "no-name, text/plain",
    })
    void detectsTextByItsName(String key, String type) {
        assertThat(MediaTypeDetector.of(key, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a", "a.txt"})
    void prefersContentOverName(String key) {
        assertThat(MediaTypeDetector.of(key, PNG)).isEqualTo("image/png");
    }

    @Test
    void returnsOctetStreamForUnknownBytes() {
        assertThat(MediaTypeDetector.of("a", new byte[] {0, 1, 2, 3})).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({
        "a.parquet, application/vnd.apache.parquet",
        "a.ipynb, application/x-ipynb+json",
        "a.yaml, application/yaml",
        "a.yml, application/yaml",
        "a.tsv, text/tab-separated-values",
        "a.md, text/markdown",
        "a.CSV, text/csv",
        "a.xml, application/xml",
        "a.svg, image/svg+xml",
        "a.pdf, application/pdf",
        "a.zip, application/zip",
        "x/a.tar.gz, application/gzip",
        "a.h5, application/x-hdf",
    })
    void detectsTheTypeByTheNameAlone(String key, String type) {
        assertThat(MediaTypeDetector.of(key)).isEqualTo(type);
    }

    @Test
    void returnsNullForANameWithoutAKnownExtension() {
        assertThat(MediaTypeDetector.of("a/b.c/d")).isNull();
    }
}
