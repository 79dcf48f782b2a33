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
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to an output that one thread writes, so that who logs does not wait for who reads. Where the output
 * is not read, ordinary lines are dropped and counted, urgent ones wait for room as long as anything is read at all, and
 * lines with a receipt are kept whatever happens.
 */
final class Sink {
    /** Bytes that may wait; ordinary lines leave the last fifth of it to urgent ones. */
    private static final int ROOM = 2 << 20;

    /** An output of which nothing was read for this long stands still. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int BATCH = 8 << 10;

    private final OutputStream out;
    private final int room;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private volatile Notice notice = (_, _) -> new byte[0];
    private long waiting;
    private boolean writing;
    private long lastMove = System.nanoTime();
    private long dropped;
    private long urgentDropped;

    /** The line that tells how many were dropped, the urgent ones among them. */
    interface Notice {
        byte[] of(long dropped, long urgent);
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
    private record Line(byte[] text, @Nullable Receipt receipt) {}

    Sink(OutputStream out) {
        this(out, ROOM, PATIENCE);
    }

    Sink(OutputStream out, int room, Duration patience) {
        this.out = out;
        this.room = room;
        this.patience = patience;
        Thread.ofPlatform().daemon().name("log").start(this::write);
    }

    void tell(Notice how) {
        notice = how;
    }

    /** Takes an ordinary line, or drops it where little room is left. */
    void offer(byte[] text) {
        lock.lock();
        try {
            if (waiting + text.length > room - room / 5) {
                dropped++;
                filled.signal();
            } else {
                add(new Line(text, null));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes an urgent line, if need be as soon as there is room; drops it once the output stands still. */
    void urge(byte[] text) {
        lock.lock();
        try {
            if (await(() -> waiting + text.length <= room, () -> lastMove + patience.toNanos() - System.nanoTime())) {
                add(new Line(text, null));
            } else {
                dropped++;
                urgentDropped++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a line in any case; who hands in receipts bounds how many there are. */
    void keep(byte[] text, Receipt receipt) {
        lock.lock();
        try {
            add(new Line(text, receipt));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing waits any more; false if that is not within this time. */
    boolean flush(Duration within) {
        var end = System.nanoTime() + within.toNanos();
        lock.lock();
        try {
            return await(() -> lines.isEmpty() && !writing && dropped == 0, () -> end - System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private interface Fits {
        boolean now();
    }

    private interface Left {
        long nanos();
    }

    /** Waits for what is to be, interrupted or not: a line is not worth less because its thread is told to end. */
    private boolean await(Fits fits, Left left) {
        var interrupted = false;
        try {
            while (!fits.now()) {
                var nanos = left.nanos();
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

    private void add(Line line) {
        if (lines.isEmpty() && !writing) {
            lastMove = System.nanoTime();
        }
        lines.add(line);
        waiting += line.text().length;
        filled.signal();
    }

    private void write() {
        while (true) {
            var batch = next();
            persist(batch.bytes());
            written(batch);
        }
    }

    /** Some lines in a row, and before them what is told of others that were dropped. */
    @SuppressWarnings("ArrayRecordComponent") // made once, to be written; never compared
    private record Batch(byte @Nullable [] told, List<Line> lines) {
        byte[] bytes() {
            var all = new ByteArrayOutputStream();
            if (told != null) {
                all.writeBytes(told);
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
                filled.awaitUninterruptibly();
            }
            writing = true;
            var told = dropped == 0 ? null : notice.of(dropped, urgentDropped);
            dropped = 0;
            urgentDropped = 0;
            var some = new ArrayList<Line>();
            for (int bytes = 0; bytes < BATCH && !lines.isEmpty(); ) {
                var line = lines.remove();
                bytes += line.text().length;
                some.add(line);
            }
            return new Batch(told, some);
        } finally {
            lock.unlock();
        }
    }

    /** Writes until it is written: an output that fails is one that stands still. */
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
