package bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A registry that responds to every POST after 50 ms, or another time, from one thread: with what the sandbox responded to
 * the first such request of any caller, which is sent on with a token of the sandbox.
 */
final class Upstream implements AutoCloseable {
    /** Time after which a POST has its response. */
    static final int DELAY_MILLIS = 50;

    private static final int READ_BYTES = 64 << 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ArrayDeque<Due> due = new ArrayDeque<>();
    private final Map<String, byte[]> recorded = new HashMap<>();
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private final String sandbox;
    private final String token;
    private final long delayMillis;
    private volatile String recording = "";
    private volatile long requests;
    private volatile long gets;
    private volatile String lastBody = "";
    private volatile boolean over;

    /** A response and the time at which to send it. */
    private record Due(long nanos, Client client, byte[] response) {}

    /** A connection of a server under test. */
    private static final class Client {
        private final SocketChannel channel;
        private final Incoming incoming = new Incoming();
        private SelectionKey key;
        private ByteBuffer out = ByteBuffer.allocate(0);

        private Client(SocketChannel channel) {
            this.channel = channel;
        }

        private void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Listens on a free port. */
    Upstream(String sandbox, String token) throws IOException {
        this(sandbox, token, DELAY_MILLIS);
    }

    Upstream(String sandbox, String token, long delayMillis) throws IOException {
        this.sandbox = sandbox;
        this.token = token;
        this.delayMillis = delayMillis;
        listener.bind(new InetSocketAddress("127.0.0.1", 0), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        Thread.ofPlatform().daemon().name("upstream").start(this::run);
    }

    String url() {
        return "http://127.0.0.1:" + listener.socket().getLocalPort();
    }

    /** Returns the number of POSTs so far. */
    long requests() {
        return requests;
    }

    /** Returns the number of other requests so far. */
    long gets() {
        return gets;
    }

    /** Responds from now on with the recording of this name, which begins empty. */
    void select(String name) {
        recording = name;
    }

    /** Returns the body of the latest POST. */
    String lastBody() {
        return lastBody;
    }

    private void run() {
        try {
            while (!over) {
                var first = due.peekFirst();
                var wait = first == null ? 1000 : (first.nanos() - System.nanoTime() + 999_999) / 1_000_000;
                if (wait > 0) {
                    selector.select(wait);
                } else {
                    selector.selectNow();
                }
                for (var key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                send();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.configureBlocking(false);
                channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                var client = new Client(channel);
                client.key = channel.register(selector, SelectionKey.OP_READ, client);
            }
            return;
        }
        var client = (Client) key.attachment();
        try {
            if (key.isWritable()) {
                client.write();
            } else if (key.isReadable()) {
                read(client);
            }
        } catch (IOException e) {
            client.channel.close();
        }
    }

    private void read(Client client) throws IOException {
        in.clear();
        var count = client.channel.read(in);
        if (count < 0) {
            client.channel.close();
        } else if (client.incoming.take(in.array(), count)) {
            respond(client);
            client.incoming.reset();
        }
    }

    private void respond(Client client) throws IOException {
        var line = client.incoming.head().lines().findFirst().orElseThrow().split(" ");
        var body = client.incoming.body();
        var posted = line[0].equals("POST");
        if (posted) {
            requests++;
            lastBody = body;
        } else {
            gets++;
        }
        var response = recorded.get(recording + line[1] + body);
        if (response == null) {
            response = ask(line[0], line[1], body, client.incoming.head().contains("Bearer "));
        }
        var delay = posted ? TimeUnit.MILLISECONDS.toNanos(delayMillis) : 0;
        due.add(new Due(System.nanoTime() + delay, client, response));
    }

    /** Returns the sandbox's response, and records it if it is 200. */
    private byte[] ask(String method, String path, String body, boolean asCaller) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(sandbox + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (asCaller) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var text = reply.body().replace(sandbox, url()).getBytes(StandardCharsets.UTF_8);
            var head = ("HTTP/1.1 " + reply.statusCode() + " Recorded\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + text.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            var response = new byte[head.length + text.length];
            System.arraycopy(head, 0, response, 0, head.length);
            System.arraycopy(text, 0, response, head.length, text.length);
            if (reply.statusCode() == 200) {
                recorded.put(recording + path + body, response);
            }
            return response;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void send() throws IOException {
        var now = System.nanoTime();
        // A GET's response, which is due at once, may wait behind those of POSTs; only start-up sends any.
        while (!due.isEmpty() && due.peekFirst().nanos() <= now) {
            var next = due.removeFirst();
            try {
                if (next.client().channel.isOpen()) {
                    next.client().out = ByteBuffer.wrap(next.response());
                    next.client().write();
                }
            } catch (IOException e) {
                next.client().channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        selector.wakeup();
        http.shutdownNow();
        listener.close();
    }
}
