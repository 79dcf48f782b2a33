package bench;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Connections to a server on this machine, each of which sends its one request again as soon as it has the response, from
 * one thread.
 */
final class Load implements AutoCloseable {
    private static final long RAMP_END_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long RAMP_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int READ_BYTES = 256 << 10;

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] bytes = new byte[READ_BYTES];
    private final InetSocketAddress address;
    private int expected = -1;
    private boolean sending;
    private boolean counting;
    private long[] nanos = new long[1 << 16];
    private int calls;
    private int errors;
    private long total;
    private String firstError = "";

    /**
     * What one window measured.
     *
     * @param cpuMicros processor time of the server, per call
     * @param busy share of one processor that the sending thread used
     */
    record Window(
            double rate, double p50, double p99, double cpuMicros, int calls, int errors, String error, double busy) {}

    /** One connection and its request; another is opened in its place when it ends. */
    private final class Connection {
        private final byte[] request;
        private final Incoming incoming = new Incoming();
        private SocketChannel channel;
        private SelectionKey key;
        private ByteBuffer out;
        private long sent;
        private boolean pending;

        private Connection(byte[] request) throws IOException {
            this.request = request;
            open();
        }

        private void open() throws IOException {
            channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        private void send() throws IOException {
            incoming.reset();
            incoming.expect(expected);
            out = ByteBuffer.wrap(request);
            sent = System.nanoTime();
            pending = true;
            write();
        }

        private void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
        }

        private void ready() throws IOException {
            if (key.isWritable()) {
                write();
            }
            if (!key.isReadable()) {
                return;
            }
            in.clear();
            var count = channel.read(in);
            if (count < 0) {
                throw new EOFException("closed");
            }
            in.flip().get(bytes, 0, count);
            if (incoming.take(bytes, count)) {
                pending = false;
                done(this);
                if (sending) {
                    send();
                }
            }
        }

        private void failed(IOException e) throws IOException {
            var wasPending = pending;
            channel.close();
            pending = false;
            if (wasPending) {
                fail(e.toString());
            }
            open();
            if (sending) {
                send();
            }
        }
    }

    /** Opens a connection for each request. */
    Load(int port, List<byte[]> requests) throws IOException {
        address = new InetSocketAddress("127.0.0.1", port);
        for (var request : requests) {
            connections.add(new Connection(request));
        }
    }

    /** Returns a complete request. */
    static byte[] request(String path, String token, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                        + "MCP-Protocol-Version: 2025-06-18\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /**
     * Sends without counting until every connection had a response, and then for this time with counting, or up to 15 s for
     * as many responses as connections; then waits for the last responses.
     *
     * @param cpu the processor time of the server so far, in seconds
     */
    Window window(double seconds, DoubleSupplier cpu) throws IOException {
        calls = 0;
        errors = 0;
        sending = true;
        counting = false;
        for (var connection : connections) {
            connection.send();
        }
        ramp();
        counting = true;
        var threads = ManagementFactory.getThreadMXBean();
        var cpuBefore = cpu.getAsDouble();
        var ownBefore = threads.getCurrentThreadCpuTime();
        var began = System.nanoTime();
        run(began + (long) (seconds * 1e9));
        while (calls < connections.size() && System.nanoTime() < began + LONGEST_NANOS) {
            run(System.nanoTime() + RAMP_NANOS / 10);
        }
        var elapsed = System.nanoTime() - began;
        var own = threads.getCurrentThreadCpuTime() - ownBefore;
        var used = cpu.getAsDouble() - cpuBefore;
        counting = false;
        sending = false;
        drain();
        var sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        return new Window(
                calls * 1e9 / elapsed,
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                calls == 0 ? 0 : used * 1e6 / calls,
                calls,
                errors,
                firstError,
                (double) own / elapsed);
    }

    /** Lets every connection have a response, or waits for 8 s, so that the figures do not count that all began at once. */
    private void ramp() throws IOException {
        var all = total + connections.size();
        var until = System.nanoTime() + RAMP_END_NANOS;
        run(System.nanoTime() + RAMP_NANOS);
        while (total < all && System.nanoTime() < until) {
            run(System.nanoTime() + RAMP_NANOS / 10);
        }
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }

    private void run(long until) throws IOException {
        for (var now = System.nanoTime(); now < until; now = System.nanoTime()) {
            select(Math.max(1, (until - now) / 1_000_000));
        }
    }

    private void drain() throws IOException {
        var until = System.nanoTime() + STALLED_NANOS;
        while (connections.stream().anyMatch(connection -> connection.pending)) {
            if (System.nanoTime() > until) {
                throw new IOException("no response on some connections within 20 s");
            }
            select(100);
        }
        if (calls == 0) {
            throw new IOException("no response in the window");
        }
    }

    private void select(long millis) throws IOException {
        selector.select(millis);
        for (var key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            try {
                if (key.isValid()) {
                    connection.ready();
                }
            } catch (IOException e) {
                connection.failed(e);
            }
        }
        selector.selectedKeys().clear();
    }

    /** Returns the number of responses so far, counted or not. */
    long total() {
        return total;
    }

    private void done(Connection connection) {
        total++;
        var incoming = connection.incoming;
        if (incoming.status() != 200) {
            fail(incoming.head().lines().findFirst().orElse("") + (incoming.isKept() ? " " + incoming.body() : ""));
            return;
        }
        if (incoming.isKept()) {
            var body = incoming.body();
            if (!body.contains("\"result\"") || body.contains("\"isError\":true")) {
                fail(body);
                return;
            }
            expected = incoming.length();
        }
        if (counting) {
            if (calls == nanos.length) {
                nanos = Arrays.copyOf(nanos, calls * 2);
            }
            nanos[calls++] = System.nanoTime() - connection.sent;
        }
    }

    private void fail(String text) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = text.substring(0, Math.min(text.length(), 300));
        }
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
