package attack;

import bench.Wire;
import bench.World;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The server under attack, with the count of its responses. The time of the attack begins with {@link #begin}. */
final class Target {
    /** The attacker's address, as a load balancer would send it. */
    static final String ADDRESS = "X-Forwarded-For: 203.0.113.9\r\n";

    private static final int PREPARATION_SECONDS = 120;
    private static final int SLICE_MILLIS = 200;
    private static final Pattern TOKEN = Pattern.compile("\"(reader\\d+)\"\\s*:\\s*\"([^\"]+)\"");

    private final World world;
    private final World.Server server;
    private final Tally tally;
    private final int seconds;
    private volatile long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PREPARATION_SECONDS);

    Target(World world, World.Server server, Tally tally, int seconds) {
        this.world = world;
        this.server = server;
        this.tally = tally;
        this.seconds = seconds;
    }

    /** A user created for one attack: the name that selects its faults, and the token. */
    record Person(String name, String token) {}

    /** One connection's part in an attack. */
    interface Part {
        void play(int number) throws Exception;
    }

    World.Server server() {
        return server;
    }

    /** Begins the attack, which ends after the given seconds. Preparations before it do not count. */
    void begin() {
        until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    boolean over() {
        return System.nanoTime() >= until || !server.process().isAlive();
    }

    /** Returns the milliseconds that are left. */
    int left() {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
    }

    /** Begins, and runs the part repeatedly on this many threads, with this much time between two starts. */
    void together(int threads, int everyMillis, Part part) {
        begin();
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < threads; i++) {
                var number = i;
                all.submit(() -> {
                    while (!over()) {
                        var began = System.nanoTime();
                        part.play(number);
                        pause(began + TimeUnit.MILLISECONDS.toNanos(everyMillis));
                    }
                    return null;
                });
            }
        }
    }

    private void pause(long end) throws InterruptedException {
        while (!over() && System.nanoTime() < end) {
            Thread.sleep(Math.clamp(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()), 1, SLICE_MILLIS));
        }
    }

    /** Sends these bytes on a new connection, and counts the responses until the time is over. */
    void send(String label, Supplier<byte[][]> parts) {
        var began = System.nanoTime();
        tally.add(label + outcome(parts.get()), began);
    }

    void send(byte[]... parts) {
        send("", () -> parts);
    }

    private String outcome(byte[][] parts) {
        try (var wire = new Wire(server.url(), left())) {
            try {
                for (var part : parts) {
                    wire.send(part);
                }
            } catch (IOException e) {
                // The server may respond before everything has arrived, and close the connection.
            }
            return told(wire.answer());
        } catch (SocketTimeoutException e) {
            return "no response until the end";
        } catch (ConnectException e) {
            return "not connected";
        } catch (EOFException e) {
            return "closed";
        } catch (IOException e) {
            return "reset";
        }
    }

    private static String told(Wire.Answer answer) {
        var error = answer.status() == 200 && !answer.good() ? " with an error" : "";
        var retry = answer.headers().containsKey("retry-after") ? " + Retry-After" : "";
        return answer.status() + error + retry;
    }

    /** Returns a new user whom the server has served once. */
    Person known() throws IOException, InterruptedException {
        var person = stranger();
        try (var wire = new Wire(server.url(), left())) {
            wire.ask(Wire.request(person.token(), ADDRESS, Wire.call("bucket_list", "{}")));
        }
        return person;
    }

    /** Returns a new user who is unknown to the server. */
    Person stranger() throws IOException, InterruptedException {
        var found = TOKEN.matcher(world.control("POST", "/people", "{\"count\":1}"));
        if (!found.find()) {
            throw new IllegalStateException("The sandbox created no user.");
        }
        return new Person(found.group(1), found.group(2));
    }

    /** Sets a fault of the sandbox for one token. */
    void fault(String path, String tokenName, String rest) throws IOException, InterruptedException {
        world.control("POST", "/faults", "{\"path\":\"%s\",\"token\":\"%s\",%s}".formatted(path, tokenName, rest));
    }

    /** Puts an object into quilt-example with an upload link of the server. */
    String object(String key, byte[] content) throws IOException {
        var arguments = "{\"bucket\":\"quilt-example\",\"key\":\"%s\",\"content_type\":\"text/plain\",\"overwrite\":true}"
                .formatted(key);
        try (var wire = new Wire(server.url(), left())) {
            var answer = wire.ask(
                            Wire.request(world.field("writer"), "", Wire.call("bucket_object_upload_link", arguments)))
                    .text();
            var link = Pattern.compile("upload_url\\\\*\":\\\\*\"([^\"\\\\]+)").matcher(answer);
            if (!link.find()) {
                throw new IllegalStateException("No link: " + answer);
            }
            Uploads.put(link.group(1), content);
        }
        return "s3://quilt-example/" + key;
    }
}
