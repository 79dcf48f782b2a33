package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Standard output of this process. All log lines pass through it, in one format. */
public final class Stdout {
    /** Maximum time that process exit waits for the last lines. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private static @Nullable Stdout shared;

    private final LogSink sink;
    private volatile LogFormat format = LogFormat.TEXT;
    private @Nullable PrintStream systemOut;

    Stdout(OutputStream out) {
        sink = new LogSink(
                out,
                LogSink.ROOM,
                LogSink.PATIENCE,
                (dropped, urgent) -> format.bytes(LogLineKind.EVENT, LogFields.dropped(dropped, urgent)));
    }

    /** Writes to the file descriptor, because {@code System.out} hides errors. Called before anything is logged. */
    public static synchronized void direct() {
        open(new FileOutputStream(FileDescriptor.out));
    }

    static synchronized Stdout shared() {
        return shared == null ? open(System.out) : shared;
    }

    private static Stdout open(OutputStream out) {
        var opened = new Stdout(out);
        shared = opened;
        Runtime.getRuntime().addShutdownHook(new Thread(opened::flush, "log-flush"));
        return opened;
    }

    /** Sets the format. JSON redirects {@code System.out} to standard error, so that it does not mix with lines. */
    void in(LogFormat format) {
        this.format = format;
        if (format == LogFormat.JSON) {
            System.setOut(System.err);
        }
    }

    /**
     * Redirects {@code System.out} to this queue, for appenders of type {@code console}: each of their writes is one
     * ordinary line.
     */
    synchronized void takeSystemOut() {
        if (systemOut == null) {
            systemOut = new PrintStream(new OutputStream() {
                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] text, int from, int length) {
                    sink.offer(Arrays.copyOfRange(text, from, from + length));
                }
            });
        }
        System.setOut(systemOut);
    }

    void event(ILoggingEvent event) {
        var kind = LogLineKind.of(event.getLoggerName());
        var line = format.bytes(kind, LogFields.of(event));
        var receipt = receipt(event.getArgumentArray());
        if (receipt != null) {
            receipt.take();
            sink.keep(line, receipt);
        } else if (kind == LogLineKind.EVENT && !event.getLevel().isGreaterOrEqual(Level.WARN)) {
            sink.offer(line);
        } else {
            sink.writeUrgent(line);
        }
    }

    void access(Map<String, Object> fields) {
        sink.offer(format.bytes(LogLineKind.ACCESS, fields));
    }

    void flush() {
        sink.flush(LAST);
    }

    private static @Nullable WriteAcknowledgement receipt(Object @Nullable [] arguments) {
        for (var argument : Objects.requireNonNullElse(arguments, new Object[0])) {
            if (argument instanceof WriteAcknowledgement receipt) {
                return receipt;
            }
        }
        return null;
    }
}
