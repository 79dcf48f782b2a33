import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests from several callers without pause for some seconds, on loopback only and limited in number and time.
 * Nothing is retried; failures are counted. The token is read from stdin.
 *
 * <pre>java ops/image/Load.java http://127.0.0.1:PORT/mcp SECONDS CALLERS &lt; TOKEN</pre>
 *
 * Prints {@code sent=… failed=… p50ms=… p99ms=…} and the failures, and exits with 1 if there were any.
 */
final class Load {
    private static final List<String> BODIES = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"bucket_list\",\"arguments\":{}}}");
    private static final int MOST = 200_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger sent = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<String, Integer> faults = new ConcurrentSkipListMap<>();
    private final URI endpoint;
    private final String token;

    private Load(URI endpoint, String token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    public static void main(String[] args) throws Exception {
        var endpoint = URI.create(args[0]);
        if (!endpoint.getHost().equals("127.0.0.1")) {
            throw new IllegalArgumentException("Only a server on this machine may be put under load, not " + endpoint);
        }
        var load = new Load(endpoint, new String(System.in.readAllBytes()).strip());
        var until = System.nanoTime() + Duration.ofSeconds(Math.min(120, Integer.parseInt(args[1]))).toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < Math.min(256, Integer.parseInt(args[2])); i++) {
                callers.submit(() -> load.callUntil(until));
            }
        }
        System.exit(load.report());
    }

    private void callUntil(long until) {
        while (System.nanoTime() < until) {
            var number = sent.getAndIncrement();
            if (number >= MOST) {
                sent.decrementAndGet();
                return;
            }
            var began = System.nanoTime();
            var fault = call(BODIES.get(number % BODIES.size()));
            millis.add((System.nanoTime() - began) / 1_000_000);
            if (fault != null) {
                faults.merge(fault, 1, Integer::sum);
            }
        }
    }

    /** Returns what is wrong with the response, or null. */
    private String call(String body) {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            var good = answer.statusCode() == 200
                    && answer.body().contains("\"result\"")
                    && !answer.body().contains("\"isError\":true");
            return good ? null : answer.statusCode() + " " + answer.body().lines().findFirst().orElse("");
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private int report() {
        var sorted = millis.stream().sorted().toList();
        var failed = faults.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "sent=%d failed=%d p50ms=%d p99ms=%d%n",
                sent.get(),
                failed,
                sorted.get(sorted.size() / 2),
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)));
        new TreeMap<>(faults).forEach((fault, times) -> System.out.println(times + " × " + fault));
        return failed == 0 && sent.get() > 0 ? 0 : 1;
    }
}
