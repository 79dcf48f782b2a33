package com.quiltdata.mcp.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class TraceContextTest {
    private static final TraceContext HERE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true, "");

    @Test
    void isCapturedWithTheRequestId() {
        var scope = ScopedValue.where(TraceContext.CURRENT, HERE)
                .where(RequestId.CURRENT, "r-1")
                .call(RequestScope::capture);
        assertThat(inAnotherThread(
                        scope,
                        () -> RequestId.CURRENT.get() + " "
                                + TraceContext.CURRENT.get().spanId()))
                .isEqualTo("r-1 00f067aa0ba902b7");
    }

    @Test
    void isCapturedWithoutRequestId() {
        var scope = ScopedValue.where(TraceContext.CURRENT, HERE).call(RequestScope::capture);
        assertThat(inAnotherThread(scope, TraceContext::current)).hasValue(HERE);
    }

    @Test
    void isAbsentWhereNothingWasBound() {
        assertThat(inAnotherThread(RequestScope.capture(), TraceContext::current))
                .isEmpty();
    }

    private static <T> T inAnotherThread(ScopedValue.Carrier scope, Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> scope.call(work::get)).join();
    }

    @Test
    void writesSampledFlagIntoHeader() {
        assertThat(HERE.traceparent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(new TraceContext(HERE.traceId(), HERE.spanId(), false, "").traceparent())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
    }
}
