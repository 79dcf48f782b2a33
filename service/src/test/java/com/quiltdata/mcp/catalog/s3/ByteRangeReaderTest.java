package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.memory.ByteBudget;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class ByteRangeReaderTest {
    private static final ObjectLocation AT = new ObjectLocation("bucket", "key", null);

    private final ByteBudget budget = new ByteBudget(10 * ByteRangeReader.COST, Duration.ofMillis(1));
    private final AtomicInteger dropped = new AtomicInteger();

    /** Reads at most {@code max} of the bytes 0, 1, 2, … that S3 sends as a body of this length. */
    private ObjectContent read(long offset, int max, int sent, @Nullable Long length, @Nullable String range) {
        var body = new byte[sent];
        for (int i = 0; i < sent; i++) {
            body[i] = (byte) i;
        }
        var response = GetObjectResponse.builder()
                .contentLength(length)
                .contentRange(range)
                .build();
        var memory = new MemoryBudget(budget);
        return memory.scope(() -> {
            var content = new ByteRangeReader(AT, offset, max, memory)
                    .transform(
                            response,
                            AbortableInputStream.create(new ByteArrayInputStream(body), dropped::incrementAndGet));
            assertThat(budget.held()).isEqualTo((long) content.bytes().length * ByteRangeReader.COST);
            return content;
        });
    }

    @Test
    void requestsTheRangeByItsFirstAndLastByte() {
        assertThat(new ByteRangeReader(AT, 100, 10, new MemoryBudget(budget)).range())
                .isEqualTo("bytes=100-109");
    }

    @Test
    void keepsTheConnectionAfterAWholeRange() {
        var read = read(100, 10, 10, 10L, "bytes 100-109/1000");

        assertThat(read.bytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(read.info().size()).isEqualTo(1000);
        assertThat(dropped).hasValue(0);
    }

    @Test
    void dropsTheRestWhereS3IgnoresTheRange() {
        var read = read(0, 4, 20, 20L, null);

        assertThat(read.bytes()).containsExactly(0, 1, 2, 3);
        assertThat(read.info().size()).isEqualTo(20);
        assertThat(dropped).hasValue(1);
    }

    @Test
    void refusesAWholeObjectInsteadOfAnInnerRange() {
        assertThatThrownBy(() -> read(5, 4, 20, 20L, null))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("requested range");
    }

    @Test
    void dropsAnObjectThatMemoryCannotHold() {
        assertThatThrownBy(() -> read(0, 11, 11, 11L, null)).isInstanceOf(Failure.TooLarge.class);
        assertThat(dropped).hasValue(1);
        assertThat(budget.held()).isZero();
    }

    @Test
    void refusesAnObjectWithoutItsSize() {
        assertThatThrownBy(() -> read(0, 4, 4, null, null))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("size");
    }

    @Test
    void readsAgainWhatEndedEarly() {
        assertThatThrownBy(() -> read(0, 10, 9, 10L, "bytes 0-9/10")).isInstanceOf(RetryableException.class);
    }
}
