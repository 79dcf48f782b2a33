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

/** Exports spans in batches on a separate thread. Drops, counts and logs those that do not fit in the queue. */
final class CountingSpanProcessor implements SpanProcessor {
    /** Queue capacity in spans. Must be a power of two: the SDK rounds other sizes up. */
    private static final int CAPACITY = 4096;

    private static final int BATCH_SIZE = 512;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger exporting = new AtomicInteger();
    private final DroppedSpans dropped = new DroppedSpans();
    private final BatchSpanProcessor batches;

    CountingSpanProcessor(SpanExporter exporter) {
        this.batches = BatchSpanProcessor.builder(new CountingExporter(exporter))
                .setMaxQueueSize(CAPACITY)
                .setMaxExportBatchSize(BATCH_SIZE)
                .setScheduleDelay(INTERVAL)
                .setExporterTimeout(TIMEOUT)
                .build();
    }

    /** Counts the spans of each batch and whether the export succeeded. */
    private final class CountingExporter implements SpanExporter {
        private final SpanExporter exporter;

        CountingExporter(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            var count = spans.size();
            exporting.addAndGet(count);
            queued.addAndGet(-count);
            var result = exporter.export(spans);
            result.whenComplete(() -> {
                exporting.addAndGet(-count);
                if (result.isSuccess()) {
                    dropped.over();
                } else {
                    dropped.add(count, "it does not accept them");
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
        if (queued.incrementAndGet() > CAPACITY) {
            queued.decrementAndGet();
            dropped.add(1, "it does not accept them fast enough");
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
        // Only ended spans are exported.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    /** Reports unsent spans as dropped; nothing is exported afterwards. */
    void end() {
        dropped.end(queued.get() + exporting.get());
    }
}
