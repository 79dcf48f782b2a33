package com.quiltdata.sandbox.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extensions as the indexer of a real stack takes them from a key. */
final class ObjectDocTest {
    @ParameterizedTest
    @CsvSource({
        "a.csv,.csv",
        "dir/A.FASTQ.GZ,.fastq.gz",
        "one.two.three.txt,.three.txt",
        "v1.2/plain,''",
        ".hidden,''",
        ".hidden.md,.md",
        "dot.,''",
        "dir.d/,.d",
        "'',''"
    })
    void returnsLastTwoExtensions(String key, String extensions) {
        assertThat(ObjectDoc.extensions(key)).isEqualTo(extensions);
    }
}
