package com.quiltdata.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measure itself, by vectors that others published. */
class TopHashesTest {
    private static final String EMPTY_FILE = """
            {"logical_key": "%s", "physical_keys": ["s3://b/k"], "size": 0, "meta": {},\
             "hash": {"type": "sha2-256-chunked", "value": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"\",\"user_meta\":{},\"version\":\"v0\"}"
                        + " | 0929824c58e90a6d2cc3ad2c7bdc66e34f43e8ed7063a6b48595a3834dd3ec99",
                "{\"version\":\"v0\",\"message\":null}"
                        + " | 2a5a67156ca9238c14d12042db51c5b52260fdd5511b61ea89b58929d6e1769b"
            })
    void hashesAHeaderWithoutFiles(String header, String hash) {
        assertThat(TopHashes.of(header)).isEqualTo(hash);
    }

    @Test
    void ordersFilesAsTheTreeDoes() {
        assertThat(TopHashes.of(manifest("{\"version\":\"v0\",\"message\":\"m\"}", "a.txt", "a/b", "a-b")))
                .isEqualTo("5be8f6e828795e415b764f54251744483560fc3d574e8255581fa073ef6bd2cf");
    }

    @ParameterizedTest
    @CsvSource({"1.0,1.0", "1e20,1e+20", "1e16,1e+16", "1e-7,1e-07", "0.00001,1e-05", "-0.0,-0.0", "1234.5,1234.5"})
    void writesFloatsAsPythonDoes(String float_, String written) throws Exception {
        assertThat(TopHashes.canonical(new com.fasterxml.jackson.databind.ObjectMapper().readTree(float_)))
                .isEqualTo(written);
    }

    private static String manifest(String header, String... files) {
        return Stream.concat(Stream.of(header), Arrays.stream(files).map(EMPTY_FILE::formatted))
                .collect(Collectors.joining("\n"));
    }
}
