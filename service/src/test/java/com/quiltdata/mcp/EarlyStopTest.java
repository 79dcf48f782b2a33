package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
    @Test
    void endsTheProcessAtOnceUntilAConnectorStarts() throws Exception {
        var stop = new EarlyStop(() -> {});
        var server = new Server();
        var hookWasThere = new AtomicReference<Boolean>();
        var connector = new ServerConnector(server) {
            @Override
            protected void doStart() throws Exception {
                hookWasThere.set(stop.removeHook());
                super.doStart();
            }
        };
        server.addConnector(connector);
        server.addEventListener(stop);
        server.start();
        server.stop();
        assertThat(hookWasThere).hasValue(false);
    }

    @Test
    void keepsTheHookWhileNothingHasStarted() throws Exception {
        var stop = new EarlyStop(() -> {});
        var server = new Server();
        server.addEventListener(stop);
        server.start();
        server.stop();
        assertThat(stop.removeHook()).isTrue();
    }
}
