package com.quiltdata.mcp.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a place in a trace gets to where the work is done. */
final class TraceContextTest {
    private static final TraceContext HERE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true, "");

    @Test
    void whatIsCarriedToAnotherThreadTakesItAlongWithTheRequestsId() {
        var carried = ScopedValue.where(TraceContext.CURRENT, HERE)
                .where(RequestId.CURRENT, "r-1")
                .call(() -> RequestId.carry(() -> RequestId.CURRENT.get() + " "
                        + TraceContext.CURRENT.get().spanId()));
        assertThat(CompletableFuture.supplyAsync(carried).join()).isEqualTo("r-1 00f067aa0ba902b7");
    }

    @Test
    void itIsCarriedWithoutAnIdToo() {
        var carried = ScopedValue.where(TraceContext.CURRENT, HERE).call(() -> RequestId.carry(TraceContext::current));
        assertThat(CompletableFuture.supplyAsync(carried).join()).hasValue(HERE);
    }

    @Test
    void whereNothingIsBoundThereIsNone() {
        assertThat(RequestId.carry(TraceContext::current).get()).isEqualTo(Optional.empty());
    }

    @Test
    void itsHeaderTellsWhetherTheTraceIsKept() {
        assertThat(HERE.traceparent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(new TraceContext(HERE.traceId(), HERE.spanId(), false, "").traceparent())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
    }
}
