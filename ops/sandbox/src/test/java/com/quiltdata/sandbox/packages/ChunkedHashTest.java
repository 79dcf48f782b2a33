package com.quiltdata.sandbox.packages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChunkedHashTest {
    @Test
    void hashesEmptyFileWithoutChunk() {
        assertThat(ChunkedHash.of(new byte[0]).value()).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void hashesTwoChunksAboveChunkSize() {
        assertThat(ChunkedHash.of(new byte[8 << 20]).value()).isEqualTo("MIsGKY+ykqN4CPj3gGGu4Gv03N7OWKWpsZqEf+OrGJs=");
        assertThat(ChunkedHash.of(new byte[(8 << 20) + 1]).value())
                .isEqualTo("Y68lgvvPstmbueZHNVw/WNEIEX0Qxy01vyRB//bzz/g=");
    }
}
