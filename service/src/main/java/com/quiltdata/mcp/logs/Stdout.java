package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Standard output of this process: every line of the log goes through here, in one format. */
public final class Stdout {
    /** How long the end of the process waits for the last lines. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private static @Nullable Stdout shared;

    private final Sink sink;
    private volatile Format format = Format.TEXT;

    Stdout(OutputStream out) {
        sink = new Sink(out);
        sink.tell((dropped, urgent) -> format.bytes(Kind.EVENT, Fields.dropped(dropped, urgent)));
    }

    /** Goes past {@code System.out}, which hides that a write failed. To be said before anything is logged. */
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

    /** From now on in this format. In JSON, what is not of the log is moved to standard error. */
    void in(Format format) {
        this.format = format;
        if (format == Format.JSON) {
            System.setOut(System.err);
        }
    }

    void event(ILoggingEvent event) {
        var kind = Kind.of(event.getLoggerName());
        var line = format.bytes(kind, Fields.of(event));
        var receipt = receipt(event.getArgumentArray());
        if (receipt != null) {
            receipt.take();
            sink.keep(line, receipt);
        } else if (kind == Kind.EVENT && !event.getLevel().isGreaterOrEqual(Level.WARN)) {
            sink.offer(line);
        } else {
            sink.urge(line);
        }
    }

    void access(Map<String, Object> fields) {
        sink.offer(format.bytes(Kind.ACCESS, fields));
    }

    void flush() {
        sink.flush(LAST);
    }

    private static @Nullable Receipt receipt(Object @Nullable [] arguments) {
        return Arrays.stream(Objects.requireNonNullElse(arguments, new Object[0]))
                .filter(Receipt.class::isInstance)
                .map(Receipt.class::cast)
                .findFirst()
                .orElse(null);
    }
}
