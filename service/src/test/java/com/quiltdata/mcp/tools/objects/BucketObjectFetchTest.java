package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class BucketObjectFetchTest {
    private static final byte[] BINARY = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xFF};

    private final MemoryObjects objects = new MemoryObjects();

    private BucketObjectFetch.Output fetch(int maxBytes, boolean base64, long offset) {
        return new BucketObjectFetch(objects)
                .call(new BucketObjectFetch.Input("s3://bucket-1/k", maxBytes, base64, offset), Calls.any());
    }

    @Test
    void returnsBytesAsBase64() {
        objects.with("bucket-1", "k", BINARY);

        var answer = fetch(100, true, 0);

        assertThat(Base64.getDecoder().decode(answer.data())).isEqualTo(BINARY);
        assertThat(answer.isBase64()).isTrue();
        assertThat(answer.size()).isEqualTo(6);
        assertThat(answer.versionId()).isEqualTo(MemoryObjects.VERSION);
        assertThat(answer.note()).isNull();
    }

    @Test
    void namesTheOffsetToContinueFrom() {
        objects.with("bucket-1", "k", BINARY);

        var first = fetch(4, true, 0);
        var rest = fetch(4, true, 4);

        assertThat(first.truncated()).isTrue();
        assertThat(first.note()).contains("offset=4");
        assertThat(rest.truncated()).isFalse();
        assertThat(rest.bytesRead()).isEqualTo(2);
    }

    @Test
    void returnsTextWhenBase64IsOff() {
        objects.with("bucket-1", "k", "a€b");

        var answer = fetch(3, false, 0);

        assertThat(answer.data()).isEqualTo("a");
        assertThat(answer.isBase64()).isFalse();
        assertThat(answer.bytesRead()).isEqualTo(1);
    }

    @Test
    void returnsInvalidUtf8AsBase64WithANote() {
        objects.with("bucket-1", "k", BINARY);

        var answer = fetch(100, false, 0);

        assertThat(answer.isBase64()).isTrue();
        assertThat(answer.note()).contains("not valid UTF-8");
    }
}
