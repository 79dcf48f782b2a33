package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * HAProxy before two servers, "a" and "b": each request goes to the other one than the last did, whoever sent it and on
 * whatever connection, and none is tried again. Answers name who served them in {@link #SERVED_BY}.
 */
public final class RoundRobin implements AutoCloseable {
    /** The response header that the proxy adds. */
    public static final String SERVED_BY = "X-Served-By";

    private final ChildProcess proxy;
    private final int port;

    private RoundRobin(ChildProcess proxy, int port) {
        this.proxy = proxy;
        this.port = port;
    }

    /** Whether HAProxy is on PATH. */
    public static boolean available() {
        try (var version = ChildProcess.start(Path.of("."), System.getenv(), List.of("haproxy", "-v"))) {
            return version.exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Starts it before these two and returns as soon as it listens. */
    public static RoundRobin before(URI a, URI b) {
        return before(ServerProcess.freePort(), a, b);
    }

    /** The same on a port that is known before the servers are. */
    public static RoundRobin before(int port, URI a, URI b) {
        var file = Path.of("target", "haproxy-" + port + ".cfg");
        try {
            Files.writeString(file, configuration(port, a, b));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = List.of("haproxy", "-db", "-f", file.toString());
        var balancer =
                new RoundRobin(ChildProcess.start(Path.of("."), Map.of("PATH", System.getenv("PATH")), command), port);
        balancer.awaitListening();
        return balancer;
    }

    private static String configuration(int port, URI a, URI b) {
        return """
            global
              maxconn 512
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
              retries 0
            listen balancer
              bind 127.0.0.1:%d
              balance roundrobin
              http-reuse always
              http-response set-header %s %%s
              server a 127.0.0.1:%d
              server b 127.0.0.1:%d
            """.formatted(port, SERVED_BY, a.getPort(), b.getPort());
    }

    private void awaitListening() {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ChildProcess.PATIENCE_SECONDS);
        while (!listens()) {
            if (!proxy.running() || System.nanoTime() > deadline) {
                proxy.close();
                throw new IllegalStateException("haproxy does not listen: " + proxy.lines());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
