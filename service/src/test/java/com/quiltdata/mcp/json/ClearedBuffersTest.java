package com.quiltdata.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.BufferRecycler;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClearedBuffersTest {
    private final ClearedBuffers pool = new ClearedBuffers();

    @Test
    void returnsTheBuffersOfTheLastUseWithoutItsContent() {
        var first = pool.acquireAndLinkPooled();
        var bytes = first.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER);
        var chars = first.allocCharBuffer(BufferRecycler.CHAR_TOKEN_BUFFER);
        Arrays.fill(bytes, (byte) 'x');
        Arrays.fill(chars, 'x');
        first.releaseByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER, bytes);
        first.releaseCharBuffer(BufferRecycler.CHAR_TOKEN_BUFFER, chars);
        first.releaseToPool();

        var second = pool.acquireAndLinkPooled();
        assertThat(second.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER))
                .isSameAs(bytes)
                .containsOnly(0);
        assertThat(second.allocCharBuffer(BufferRecycler.CHAR_TOKEN_BUFFER))
                .isSameAs(chars)
                .containsOnly('\0');
    }

    @Test
    void keepsNoLargeBuffer() {
        var set = pool.acquireAndLinkPooled();
        var large = new char[20_000];
        set.releaseCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER, large);
        assertThat(set.allocCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER)).isNotSameAs(large);
    }

    @Test
    void keepsABoundedNumberOfSets() {
        var sets = Stream.generate(pool::acquireAndLinkPooled).limit(200).toList();
        sets.forEach(BufferRecycler::releaseToPool);
        assertThat(pool.pooledCount()).isEqualTo(64);
    }
}
