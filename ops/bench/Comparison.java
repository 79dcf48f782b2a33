package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The windows that one comparison measured, and what follows from them. */
public final class Comparison {
    /** The server that the others are compared with. */
    public static final String SERVICE = "service";

    private static final double IDEAL_256 = 256 * 1000.0 / 50;
    private static final List<String> BY_PEER = List.of("call", "list", "upstream256");

    /** The kinds of work that count for each peer. Quarkus's list is its registration, not its protocol. */
    private static final Map<String, List<String>> PEERS = new TreeMap<>(Map.of(
            "java_sdk", BY_PEER,
            "typescript", BY_PEER,
            "quarkus", List.of("call", "upstream256"),
            "python", BY_PEER));

    private final Map<String, Map<String, List<Window>>> windows = new LinkedHashMap<>();

    /** What one round measured of one server with one kind of work. */
    public record Window(double rate, double p50, double p99, double cpuMicros, int errors, double busy) {}

    /** Adds what a round measured. */
    public void add(String server, String work, Window window) {
        windows.computeIfAbsent(server, _ -> new LinkedHashMap<>())
                .computeIfAbsent(work, _ -> new ArrayList<>())
                .add(window);
    }

    /** Returns the windows of each kind of work by server. */
    public Map<String, Map<String, List<Window>>> windows() {
        return windows;
    }

    /** Returns the number of failed requests of a server. */
    public int errors(String server) {
        return windows.getOrDefault(server, Map.of()).values().stream()
                .flatMap(List::stream)
                .mapToInt(Window::errors)
                .sum();
    }

    /** Returns the median of a figure; null if it was not measured. */
    public Double median(String server, String work, ToDoubleFunction<Window> figure) {
        var measured = windows.getOrDefault(server, Map.of()).get(work);
        return measured == null ? null : median(measured.stream().map(figure::applyAsDouble).toList());
    }

    /** Returns the middle of some figures, or the mean of the two in the middle. */
    public static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        var half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Returns the service's calls a second divided by others'; a ratio of what was not measured is absent. */
    public Map<String, Double> ratios() {
        var ratios = new LinkedHashMap<String, Double>();
        put(ratios, "call_vs_limit", ratio("call", "limit"));
        put(ratios, "list_vs_limit", ratio("list", "limit"));
        var upstream = rate(SERVICE, "upstream256");
        put(ratios, "upstream256_vs_ideal", upstream == null ? null : upstream / IDEAL_256);
        put(ratios, "call_vs_empty_jersey", ratio("call", "jersey"));
        var more = rate(SERVICE, "upstream1000");
        put(ratios, "upstream1000_vs_256", upstream == null || more == null ? null : more / upstream);
        for (var peer : PEERS.entrySet()) {
            var all = peer.getValue().stream()
                    .map(work -> ratio(work, peer.getKey()))
                    .toList();
            put(ratios, "vs_peer_" + peer.getKey(), worst(all));
        }
        return ratios;
    }

    private static Double worst(List<Double> ratios) {
        return ratios.contains(null)
                ? null
                : ratios.stream().min(Double::compare).orElse(null);
    }

    private Double ratio(String work, String other) {
        var own = rate(SERVICE, work);
        var others = rate(other, work);
        return own == null || others == null || others == 0 ? null : own / others;
    }

    private Double rate(String server, String work) {
        return median(server, work, Window::rate);
    }

    private static void put(Map<String, Double> ratios, String name, Double ratio) {
        if (ratio != null) {
            ratios.put(name, rounded(ratio, 3));
        }
    }

    private static double rounded(double figure, int digits) {
        var unit = Math.pow(10, digits);
        return Math.round(figure * unit) / unit;
    }

    /** Returns the medians of each kind of work by server, and every round's rate. */
    public ObjectNode json(ObjectMapper mapper) {
        var json = mapper.createObjectNode();
        windows.forEach((server, works) -> works.forEach((work, measured) -> {
            var one = json.withObject("/" + server).putObject(work);
            one.put("calls_per_second", rounded(median(server, work, Window::rate), 1));
            one.put("p50_ms", rounded(median(server, work, Window::p50), 3));
            one.put("p99_ms", rounded(median(server, work, Window::p99), 3));
            one.put("cpu_us_per_call", rounded(median(server, work, Window::cpuMicros), 1));
            one.put("generator_busy", rounded(median(server, work, Window::busy), 2));
            one.put("errors", measured.stream().mapToInt(Window::errors).sum());
            var rounds = one.putArray("rounds");
            measured.forEach(window -> rounds.add(rounded(window.rate(), 1)));
        }));
        return json;
    }
}
