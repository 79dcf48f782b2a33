package com.quiltdata.mcp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.Latches;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class SingleFlightTest {
    /** Bytes are charged to a request; those of a fetch that several requests share, to none of them. */
    @Test
    void fetchOutlivesTheRequestThatStartedIt() {
        var budget = ByteBudget.of(1_000_000);
        var ended = new CountDownLatch(1);
        var flights = new SingleFlight<String>((_, _) -> {});
        CompletableFuture<String> flight = ByteBudget.scope(
                "first",
                () -> flights.join("key", () -> {
                    Latches.await(ended);
                    budget.charge(100);
                    return "fetched";
                }));
        var joined = flights.join("key", () -> "fetched again");
        ended.countDown();
        assertThat(joined.join()).isEqualTo("fetched");
        assertThat(flight.join()).isEqualTo("fetched");
    }
}
