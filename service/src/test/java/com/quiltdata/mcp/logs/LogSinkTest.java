package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines before an output that is read late, never or with faults. */
@Timeout(180)
final class LogSinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROOM = 1000;

    /** An output that takes nothing until it is opened. */
    private static final class Pipe extends OutputStream {
        private final CountDownLatch open = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int faults;

        @Override
        public void write(int b) {
            throw new IllegalStateException("lines are written whole");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            asked.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (faults-- > 0) {
                throw new IOException("broken");
            }
            taken.writeBytes(bytes);
        }

        String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    private final Pipe pipe = new Pipe();

    private LogSink sink(Duration patience) {
        var sink = new LogSink(
                pipe, ROOM, patience, (dropped, urgent) -> bytes("dropped " + dropped + " urgent " + urgent + "\n"));
        return sink;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Its writer stands in the pipe, and the rest of the room that ordinary lines have is full. */
    private LogSink stuck(Duration patience) throws InterruptedException {
        var sink = sink(patience);
        sink.offer(bytes("first\n"));
        pipe.asked.await();
        for (int i = 0; i < 100; i++) {
            sink.offer(bytes("ordinary line\n"));
        }
        return sink;
    }

    private String read(LogSink sink) {
        pipe.open.countDown();
        assertThat(sink.flush(LONG)).isTrue();
        return pipe.text();
    }

    @Test
    void linesAreWrittenInTheirOrder() {
        var sink = sink(LONG);
        sink.offer(bytes("a\n"));
        sink.writeUrgent(bytes("b\n"));
        sink.keep(bytes("c\n"), new WriteAcknowledgement());
        assertThat(read(sink)).isEqualTo("a\nb\nc\n");
    }

    @Test
    void dropsAndCountsOrdinaryLinesWhenTheBufferIsFull() throws Exception {
        var text = read(stuck(LONG));
        var kept = text.split("ordinary line", -1).length - 1;
        assertThat(kept).isBetween(1, 99);
        assertThat(text).contains("dropped " + (100 - kept) + " urgent 0\n");
    }

    @Test
    void urgentLineHasReservedRoom() throws Exception {
        var sink = stuck(LONG);
        sink.writeUrgent(bytes("urgent\n"));
        assertThat(read(sink)).contains("urgent\n").contains("urgent 0\n");
    }

    @Test
    void urgentLineWaitsForRoom() throws Exception {
        var sink = stuck(LONG);
        var waiting = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 50; i++) {
                sink.writeUrgent(bytes("an urgent line\n"));
            }
        });
        pipe.open.countDown();
        waiting.join();
        assertThat(read(sink).split("an urgent line", -1)).hasSize(51);
    }

    @Test
    void countsUrgentLinesDroppedWhileOutputIsBlocked() throws Exception {
        var sink = stuck(Duration.ofMillis(1));
        for (int i = 0; i < 50; i++) {
            sink.writeUrgent(bytes("an urgent line\n"));
        }
        var text = read(sink);
        var kept = text.split("an urgent line", -1).length - 1;
        assertThat(kept).isLessThan(50);
        assertThat(text).contains("urgent " + (50 - kept) + "\n");
    }

    @Test
    void acknowledgedLineIsNeverDropped() throws Exception {
        var sink = stuck(Duration.ofMillis(1));
        for (int i = 0; i < 200; i++) {
            sink.keep(bytes("kept\n"), new WriteAcknowledgement());
        }
        assertThat(read(sink).split("kept", -1)).hasSize(201);
    }

    @Test
    void acknowledgesOnlyWrittenLines() throws Exception {
        var sink = stuck(LONG);
        var receipt = new WriteAcknowledgement();
        receipt.take();
        sink.keep(bytes("kept\n"), receipt);
        assertThat(receipt.await(Duration.ofMillis(20))).isFalse();
        pipe.open.countDown();
        assertThat(receipt.await(LONG)).isTrue();
        assertThat(pipe.text()).contains("kept\n");
    }

    @Test
    void interruptLosesNoLine() throws Exception {
        var sink = stuck(LONG);
        sink.writeUrgent(bytes("x".repeat(150)));
        Thread.currentThread().interrupt();
        var opened = CompletableFuture.runAsync(pipe.open::countDown);
        sink.writeUrgent(bytes("after " + "y".repeat(100) + "\n"));
        assertThat(Thread.interrupted()).isTrue();
        opened.join();
        assertThat(read(sink)).contains("after ");
    }

    @Test
    void retriesAFailedWrite() {
        pipe.faults = 1;
        var sink = sink(LONG);
        sink.offer(bytes("once\n"));
        assertThat(read(sink)).isEqualTo("once\n");
    }
}
