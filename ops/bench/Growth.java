package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures how the cost of a call grows with what is in the catalog: packages, buckets, users, callers, listed tools and
 * entries of a package, each once, ten times and a hundred times. {@code ops/bench/growth} starts it.
 */
final class Growth {
    private static final int[] TIMES = {1, 10, 100};
    private static final double WORSE_THAN_LINEAR = 1.1;
    private static final double GROWS_UNASKED = 0.15;
    private static final String LAB = "quilt-lab";

    private final ObjectMapper json = new ObjectMapper();
    private final boolean quick;
    private final List<String> selected;
    private final World world = new World("ops/bench/Growth.java");
    private final GrowthWorld many = new GrowthWorld(world);
    private final Upstream upstream = new Upstream(world.field("registryUrl"), world.field("admin"), 1);
    private final Path target = Files.createDirectories(world.file("ops/bench/target"));
    private final List<Case> cases = new ArrayList<>();

    /**
     * One call with one size of one dimension.
     *
     * @param asked whether the call asks for everything of which there is more, so that its cost should grow
     */
    private record Case(
            String dimension, String name, int size, boolean asked, List<byte[]> requests, List<GrowthMeter.Cost> costs) {
        String recording() {
            return dimension + size;
        }

        double median(ToDoubleFunction<GrowthMeter.Cost> figure) {
            return Comparison.median(costs.stream().map(figure::applyAsDouble).toList());
        }
    }

    private Growth(List<String> options) throws IOException, InterruptedException {
        quick = options.contains("--quick");
        selected = options.stream().filter(option -> !option.startsWith("--")).toList();
    }

    public static void main(String[] args) throws Exception {
        var growth = new Growth(List.of(args));
        try {
            growth.run();
        } finally {
            growth.upstream.close();
            growth.many.close();
        }
    }

    private void run() throws Exception {
        var log = target.resolve("growth-gc.log");
        System.setProperty("server.flags", System.getProperty("server.flags", "") + " -Xlog:gc:file=" + log);
        var adminPort = freePort();
        var recipe = new Recipes(world, upstream.url()).everything(adminPort);
        var server = new Peer(recipe, "0", request("start", "", Wire.call("bucket_list", "{}")));
        try (var meter = new GrowthMeter(server, adminPort, upstream, world, log)) {
            prepare(meter);
            var warm = quick ? 1 : 4;
            var rounds = quick ? 2 : 5;
            for (var round = 0; round < warm + rounds; round++) {
                System.err.println(round < warm ? "Warming" : "Round " + (round - warm + 1));
                for (var one : cases) {
                    upstream.select(one.recording());
                    var cost = meter.measure(one.requests(), quick ? 0.2 : 0.5);
                    if (round >= warm) {
                        one.costs().add(cost);
                    }
                }
            }
        }
        report();
    }

    /** Fills the sandbox, and has each request answered once, which records the registry's answers of that size. */
    private void prepare(GrowthMeter meter) throws IOException, InterruptedException {
        var unit = quick ? 10 : 1;
        for (var times : TIMES) {
            packages(times == 1 ? "quilt-example" : times == 10 ? "quilt-lab" : "quilt-private", 100 * times / unit);
            entries(500 * times / unit);
            callers(10 * times / unit);
        }
        tools();
        record(meter, 0);
        many.readAll();
        for (var times : skips("buckets") ? new int[0] : TIMES) {
            many.buckets(10 * times);
            var before = cases.size();
            buckets(10 * times);
            record(meter, before);
        }
        many.removeBuckets();
        for (var times : skips("users") ? new int[0] : TIMES) {
            many.users(100 * times / unit);
            var before = cases.size();
            users(100 * times / unit);
            record(meter, before);
        }
    }

    private void record(GrowthMeter meter, int from) throws IOException, InterruptedException {
        for (var one : cases.subList(from, cases.size())) {
            upstream.select(one.recording());
            meter.ask(one.requests());
        }
    }

    private void packages(String bucket, int count) throws IOException, InterruptedException {
        if (skips("packages")) {
            return;
        }
        System.err.println("Creating " + count + " packages");
        many.packages(bucket, count);
        add("packages", count, "packages_list, all", true, "packages_list", "{\"registry\":\"%s\"}", bucket);
        add("packages", count, "packages_list, limit 10", false, "packages_list",
                "{\"registry\":\"%s\",\"limit\":10}", bucket);
        add("packages", count, "packages_list, a prefix of 1", false, "packages_list",
                "{\"registry\":\"%s\",\"prefix\":\"grow/p000001\"}", bucket);
        add("packages", count, "package_browse, 1 entry", false, "package_browse",
                "{\"registry\":\"%s\",\"package_name\":\"grow/p000001\",\"include_signed_urls\":false}", bucket);
        add("packages", count, "search_packages", false, "search_packages",
                "{\"query\":\"grow\",\"buckets\":[\"%s\"]}", bucket);
    }

    private void users(int count) {
        add("users", count, "bucket_list", false, "bucket_list", "{}");
        add("users", count, "check_bucket_access", false, "check_bucket_access", "{\"bucket\":\"quilt-example\"}");
        add("users", count, "admin_users_list, limit 10", false, "admin_users_list", "{\"limit\":10}");
        add("users", count, "package_browse", false, "package_browse", """
                {"registry":"quilt-example","package_name":"examples/hurdat","include_signed_urls":false}""");
    }

    private void buckets(int count) {
        add("buckets", count, "bucket_list", true, "bucket_list", "{}");
        add("buckets", count, "check_bucket_access", false, "check_bucket_access", "{\"bucket\":\"quilt-example\"}");
        add("buckets", count, "search_catalog, all buckets", true, "search_catalog", "{\"query\":\"storms\"}");
        add("buckets", count, "package_browse", false, "package_browse", """
                {"registry":"quilt-example","package_name":"examples/hurdat","include_signed_urls":false}""");
        add("buckets", count, "object_read", false, "object_read",
                "{\"uri\":\"s3://quilt-example/examples/hurdat/data/storms.csv\"}");
    }

    private void callers(int count) {
        if (skips("callers")) {
            return;
        }
        for (var tool : List.of("catalog_link", "bucket_list")) {
            var arguments =
                    tool.equals("bucket_list") ? "{}" : "{\"bucket\":\"quilt-example\",\"package_name\":\"a/b\"}";
            var requests = IntStream.range(0, count)
                    .mapToObj(i -> request("caller-" + i, "", Wire.call(tool, arguments)))
                    .toList();
            cases.add(new Case("callers", tool, count, false, requests, new ArrayList<>()));
        }
    }

    private void entries(int count) throws IOException, InterruptedException {
        if (skips("entries")) {
            return;
        }
        System.err.println("Creating a package of " + count + " entries");
        var name = "grow/entries" + count;
        many.entries(LAB, name, count);
        many.entries(LAB, name + "-and-1", count + 1);
        var of = "\"registry\":\"quilt-lab\",\"package_name\":\"" + name + "\",\"include_signed_urls\":false";
        add("entries", count, "package_browse, root", true, "package_browse", "{%s}", of);
        add("entries", count, "package_browse, top 10", false, "package_browse", "{%s,\"top\":10}", of);
        add("entries", count, "package_browse, a folder", false, "package_browse", "{%s,\"path\":\"part-0000/\"}", of);
        add("entries", count, "object_read of 1 entry", false, "object_read",
                "{\"uri\":\"quilt+s3://quilt-lab#package=%s&path=part-0000/file-000001.txt\"}", name);
        add("entries", count, "package_revisions", false, "package_revisions",
                "{\"bucket\":\"quilt-lab\",\"name\":\"%s\"}", name);
        add("entries", count, "package_diff", true, "package_diff",
                "{\"package1_name\":\"%1$s\",\"package2_name\":\"%1$s-and-1\",\"registry\":\"quilt-lab\"}", name);
    }

    /** Adds a list of two tools, of the standard ones, and of all. */
    private void tools() throws IOException {
        if (skips("tools")) {
            return;
        }
        var sets = Map.of(2, "chatgpt", 26, "standard", 90, "full,admin");
        for (var size : sets.keySet().stream().sorted().toList()) {
            var header = "X-MCP-Toolsets: " + sets.get(size) + "\r\n";
            var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";
            var call = Wire.call("catalog_link", "{\"bucket\":\"quilt-example\",\"package_name\":\"a/b\"}");
            cases.add(new Case("tools", "tools/list", size, true, List.of(request("tools", header, list)), new ArrayList<>()));
            cases.add(new Case("tools", "catalog_link", size, false, List.of(request("tools", header, call)), new ArrayList<>()));
        }
    }

    private boolean skips(String dimension) {
        return !selected.isEmpty() && !selected.contains(dimension);
    }

    private void add(
            String dimension, int size, String name, boolean asked, String tool, String arguments, Object... values) {
        var requests = List.of(request(dimension + size, "", Wire.call(tool, arguments.formatted(values))));
        cases.add(new Case(dimension, name, size, asked, requests, new ArrayList<>()));
    }

    private static byte[] request(String token, String headers, String body) {
        return Wire.request(token, headers + "MCP-Protocol-Version: 2025-06-18\r\n", body);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void report() throws IOException {
        var result = new Report(json, world).describe();
        result.put("quick", quick);
        var lines = new LinkedHashMap<String, List<Case>>();
        cases.forEach(one -> lines.computeIfAbsent(one.dimension() + ": " + one.name(), _ -> new ArrayList<>()).add(one));
        System.out.println("| what grows: the call | how many | CPU µs | KiB allocated | answer bytes | upstream | median ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        lines.forEach((name, line) -> line.forEach(one -> row(name, one)));
        System.out.println();
        lines.forEach((name, line) -> verdict(name, line, result.withObject("/lines").putObject(name)));
        json.writerWithDefaultPrettyPrinter().writeValue(target.resolve("growth.json").toFile(), result);
        for (var dimension : cases.stream().map(Case::dimension).distinct().toList()) {
            var chart = new GrowthChart("Cost of a call as " + dimension + " grow", dimension, Report.conditions(quick));
            lines.values().stream()
                    .filter(line -> line.getFirst().dimension().equals(dimension))
                    .forEach(line -> chart.line(line.getFirst().name(), line.stream()
                            .map(one -> new GrowthChart.Point(one.size(), one.median(GrowthMeter.Cost::cpuMicros)))
                            .toList()));
            Files.writeString(target.resolve("growth-" + dimension + ".svg"), chart.svg());
        }
    }

    private static void row(String name, Case one) {
        System.out.printf(Locale.ROOT, "| %s | %,d | %,.0f | %,.0f | %,.0f | %.0f | %.1f |%n",
                name, one.size(), one.median(GrowthMeter.Cost::cpuMicros), one.median(GrowthMeter.Cost::allocatedKib),
                one.median(GrowthMeter.Cost::answerBytes), one.median(GrowthMeter.Cost::upstreamRequests),
                one.median(GrowthMeter.Cost::millis));
    }

    /** Prints a call whose cost grows faster than what is there, or with what it did not ask for. */
    private static void verdict(String name, List<Case> line, ObjectNode result) {
        var last = line.getLast();
        var before = line.get(line.size() - 2);
        var order = Math.log(last.median(GrowthMeter.Cost::cpuMicros) / before.median(GrowthMeter.Cost::cpuMicros))
                / Math.log((double) last.size() / before.size());
        result.put("asked", last.asked());
        result.put("order", Math.round(order * 100) / 100.0);
        for (var one : line) {
            result.putObject(Integer.toString(one.size()))
                    .put("cpu_us", Math.round(one.median(GrowthMeter.Cost::cpuMicros)))
                    .put("allocated_kib", Math.round(one.median(GrowthMeter.Cost::allocatedKib)))
                    .put("answer_bytes", Math.round(one.median(GrowthMeter.Cost::answerBytes)))
                    .put("upstream_requests", Math.round(one.median(GrowthMeter.Cost::upstreamRequests)))
                    .put("median_ms", Math.round(one.median(GrowthMeter.Cost::millis) * 10) / 10.0);
        }
        if (order > WORSE_THAN_LINEAR) {
            System.out.printf(Locale.ROOT, "Worse than linear: %s, order %.2f%n", name, order);
        } else if (!last.asked() && order > GROWS_UNASKED) {
            System.out.printf(Locale.ROOT, "Grows with what was not asked for: %s, order %.2f%n", name, order);
        }
    }
}
