package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.CountedLines;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.Polling;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.junit.jupiter.api.Test;

/** What CloudWatch counts when a process does not end. */
final class DrainWatchTest {
    @Test
    void logsACountedLineWhileTheServerDoesNotEnd() throws Exception {
        var released = new CountDownLatch(1);
        var server = new Server();
        server.addBean(new AbstractLifeCycle() {
            @Override
            protected void doStop() {
                Latches.await(released);
            }
        });
        server.addEventListener(new DrainWatch(Duration.ZERO));
        server.start();
        try (var lines = new CountedLines(DrainWatch.class.getName());
                var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            var stopped = stopping.submit(() -> {
                server.stop();
                return true;
            });
            Polling.await(() -> !lines.all().isEmpty());
            assertThat(lines.counted("DrainsStuck")).isEqualTo(1);
            released.countDown();
            assertThat(stopped.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
