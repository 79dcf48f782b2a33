package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.admission.ArrivalLimiter;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A body that arrives after the server has stopped waiting for it. */
final class ArrivingRequestTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1", false);

    private final Queue<Content.Chunk> network = new ArrayDeque<>();
    private final Queue<Runnable> demands = new ArrayDeque<>();
    private final Queue<Runnable> timeouts = new ArrayDeque<>();
    private final ArrivingRequest request = new ArrivingRequest(
            request(),
            new ArrivalLimiter(16, 16, Meters.none()).begin(HOME, null).orElseThrow(),
            new ByteBudget(100_000, Duration.ofMillis(1)).share("stranger"),
            false);

    @Test
    void readsNothingBeyondAPendingDemand() {
        var ends = new ArrayList<ArrivingRequest.ReceiveResult>();
        request.gather(Duration.ofSeconds(1), ends::add);
        timeouts.remove().run();
        assertThat(ends).containsExactly(ArrivingRequest.ReceiveResult.LATE);
        assertThat(demands).hasSize(1);
        network.add(Content.Chunk.from(ByteBuffer.allocate(3), true));
        assertThat(request.read()).isNull();
        var woken = new ArrayList<String>();
        request.demand(() -> woken.add("reader"));
        assertThat(demands).hasSize(1);
        demands.remove().run();
        assertThat(woken).containsExactly("reader");
        assertThat(request.read()).matches(Content.Chunk::isLast);
    }

    /** Returns a request whose body is {@link #network}. */
    private Request request() {
        return fake(Request.class, (name, argument) -> switch (name) {
            case "read" -> network.poll();
            case "demand" -> demands.add((Runnable) argument);
            case "getComponents" ->
                fake(
                        Components.class,
                        (_, _) -> fake(Scheduler.class, (_, timeout) -> {
                            timeouts.add((Runnable) timeout);
                            return fake(Scheduler.Task.class, (_, _) -> true);
                        }));
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private interface Behavior {
        @Nullable
        Object on(String method, Object firstArgument);
    }

    private static <T> T fake(Class<T> type, Behavior behavior) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    var result = behavior.on(method.getName(), arguments == null ? "" : arguments[0]);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }
}
