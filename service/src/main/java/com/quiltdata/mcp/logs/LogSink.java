package com.quiltdata.mcp.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queue of log lines, written to an output by one thread, so that logging does not wait for the output's reader. If the
 * output is not read, ordinary lines are dropped and counted, urgent lines wait for space while anything is read at
 * all, and lines with a receipt are always kept.
 */
final class LogSink {
    /** Maximum size of queued lines, in bytes; the last fifth is reserved for urgent lines. */
    static final int ROOM = 2 << 20;

    /** Time without any read after which the output counts as stalled. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int BATCH = 8 << 10;

    /** Time for which an ordinary line waits for others, so that the writer is woken once for all of them. */
    private static final Duration BATCH_DELAY = Duration.ofMillis(5);

    private final OutputStream out;
    private final int room;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<QueuedLine> lines = new ArrayDeque<>();
    private final DropReport report;
    private long waiting;
    private boolean writing;
    private boolean urgent;
    private long lastMove = System.nanoTime();
    private long dropped;
    private long urgentDropped;

    /** Creates the line that reports how many lines were dropped and how many of them were urgent. */
    interface DropReport {
        byte[] of(long dropped, long urgent);
    }

    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record QueuedLine(byte[] text, @Nullable WriteAcknowledgement receipt) {}

    LogSink(OutputStream out, int room, Duration patience, DropReport report) {
        this.out = out;
        this.report = report;
        this.room = room;
        this.patience = patience;
        Thread.ofPlatform().daemon().name("log").start(this::write);
    }

    /** Queues an ordinary line, or drops it if little space is left. */
    void offer(byte[] text) {
        lock.lock();
        try {
            if (waiting + text.length > room - room / 5) {
                dropped++;
                filled.signal();
            } else {
                add(new QueuedLine(text, null));
                if (lines.size() == 1 || waiting >= BATCH) {
                    filled.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Queues an urgent line, after waiting for space if necessary; drops it if the output is stalled. */
    void writeUrgent(byte[] text) {
        lock.lock();
        try {
            if (await(() -> waiting + text.length <= room, () -> lastMove + patience.toNanos() - System.nanoTime())) {
                add(new QueuedLine(text, null));
                writeSoon();
            } else {
                dropped++;
                urgentDropped++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Queues a line in any case. The users of receipts limit their number. */
    void keep(byte[] text, WriteAcknowledgement receipt) {
        lock.lock();
        try {
            add(new QueuedLine(text, receipt));
            writeSoon();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all lines are written. Returns false if the time runs out first. */
    boolean flush(Duration within) {
        var end = System.nanoTime() + within.toNanos();
        lock.lock();
        try {
            writeSoon();
            return await(() -> lines.isEmpty() && !writing && dropped == 0, () -> end - System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the condition, even if interrupted: a line still counts when its thread is being stopped. */
    private boolean await(BooleanSupplier condition, LongSupplier remainingNanos) {
        var interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                var nanos = remainingNanos.getAsLong();
                if (nanos <= 0) {
                    return false;
                }
                try {
                    var _ = moved.awaitNanos(nanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void add(QueuedLine line) {
        if (lines.isEmpty() && !writing) {
            lastMove = System.nanoTime();
        }
        lines.add(line);
        waiting += line.text().length;
    }

    /** Wakes the writer to write what is queued without gathering more. */
    private void writeSoon() {
        urgent = true;
        filled.signal();
    }

    private void write() {
        while (true) {
            var batch = next();
            persist(batch.bytes());
            written(batch);
        }
    }

    /** Consecutive lines, preceded by the report of dropped lines if there is one. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Batch(byte @Nullable [] report, List<QueuedLine> lines) {
        byte[] bytes() {
            var all = new ByteArrayOutputStream();
            if (report != null) {
                all.writeBytes(report);
            }
            lines.forEach(line -> all.writeBytes(line.text()));
            return all.toByteArray();
        }

        int size() {
            return lines.stream().mapToInt(line -> line.text().length).sum();
        }
    }

    private Batch next() {
        lock.lock();
        try {
            writing = false;
            moved.signalAll();
            while (lines.isEmpty() && dropped == 0) {
                urgent = false;
                filled.awaitUninterruptibly();
            }
            awaitBatch();
            writing = true;
            var lost = dropped == 0 ? null : report.of(dropped, urgentDropped);
            dropped = 0;
            urgentDropped = 0;
            var some = new ArrayList<QueuedLine>();
            for (int bytes = 0; bytes < BATCH && !lines.isEmpty(); ) {
                var line = lines.remove();
                bytes += line.text().length;
                some.add(line);
            }
            return new Batch(lost, some);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for more lines, unless one is urgent or enough are queued. */
    private void awaitBatch() {
        var nanos = BATCH_DELAY.toNanos();
        try {
            while (nanos > 0 && !urgent && waiting < BATCH) {
                nanos = filled.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            urgent = true; // nobody interrupts this thread; the lines are written now
        }
    }

    /** Writes, with retries until it succeeds: a failing output counts as stalled. */
    private void persist(byte[] bytes) {
        while (true) {
            try {
                out.write(bytes);
                out.flush();
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    private void written(Batch batch) {
        lock.lock();
        try {
            lastMove = System.nanoTime();
            waiting -= batch.size();
        } finally {
            lock.unlock();
        }
        for (var line : batch.lines()) {
            if (line.receipt() != null) {
                line.receipt().written();
            }
        }
    }
}
