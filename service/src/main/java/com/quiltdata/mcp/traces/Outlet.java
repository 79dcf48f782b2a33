package com.quiltdata.mcp.traces;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets spans out in batches, on a thread of its own. Those that have no room are lost, counted and told of. */
final class Outlet implements SpanProcessor {
    /** A power of two, or the queue is larger than it is told to be. */
    private static final int ROOM = 4096;

    private static final int BATCH = 512;
    private static final Duration RHYTHM = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger leaving = new AtomicInteger();
    private final Losses losses = new Losses();
    private final BatchSpanProcessor batches;

    Outlet(SpanExporter exporter) {
        this.batches = BatchSpanProcessor.builder(new Counting(exporter))
                .setMaxQueueSize(ROOM)
                .setMaxExportBatchSize(BATCH)
                .setScheduleDelay(RHYTHM)
                .setExporterTimeout(PATIENCE)
                .build();
    }

    /** Tells what becomes of each batch. */
    private final class Counting implements SpanExporter {
        private final SpanExporter exporter;

        Counting(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            var count = spans.size();
            leaving.addAndGet(count);
            waiting.addAndGet(-count);
            var result = exporter.export(spans);
            result.whenComplete(() -> {
                leaving.addAndGet(-count);
                if (result.isSuccess()) {
                    losses.over();
                } else {
                    losses.add(count, "it does not take them");
                }
            });
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        if (waiting.incrementAndGet() > ROOM) {
            waiting.decrementAndGet();
            losses.add(1, "it does not take them fast enough");
        } else {
            batches.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only what has ended is let out.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    /** Nothing leaves any more. */
    void end() {
        losses.end(waiting.get() + leaving.get());
    }
}
