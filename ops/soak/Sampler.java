package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Measures the instances' processes each second, and their live heap each thirty. */
final class Sampler {
    private static final int COLLECT_SECONDS = 30;
    private static final double MIB = 1 << 20;

    private final List<Sample> samples = new ArrayList<>();
    private final List<Live> live = new ArrayList<>();
    private final Clock clock;

    /** What the kernel knows of an instance at one time. */
    record Sample(double at, String instance, int life, double rssMib, int threads, int descriptors, int sockets) {}

    /** The heap in use after a full collection, and what the server counts of itself. */
    record Live(double at, String instance, int life, double heapMib, double bytesHeld, double underWay, double errors) {}

    Sampler(Clock clock) {
        this.clock = clock;
    }

    /** Takes one sample of each instance that runs; every thirtieth round it collects garbage first. */
    void sample(List<Instance> instances, int round) throws InterruptedException {
        for (var instance : instances) {
            if (instance.running()) {
                try {
                    process(instance);
                    if (round % COLLECT_SECONDS == 0) {
                        heap(instance);
                    }
                } catch (IOException e) {
                    // The process has just ended.
                }
            }
        }
    }

    private void process(Instance instance) throws IOException {
        var folder = Path.of("/proc", Long.toString(instance.pid()));
        var status = Files.readString(folder.resolve("status"));
        var descriptors = 0;
        var sockets = 0;
        try (var open = Files.newDirectoryStream(folder.resolve("fd"))) {
            for (var one : open) {
                descriptors++;
                sockets += socket(one) ? 1 : 0;
            }
        }
        var sample = new Sample(
                clock.now(),
                instance.name(),
                instance.life(),
                field(status, "VmRSS") / 1024.0,
                field(status, "Threads"),
                descriptors,
                sockets);
        synchronized (this) {
            samples.add(sample);
        }
    }

    private static boolean socket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private static int field(String status, String name) throws IOException {
        var found = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
        if (!found.find()) {
            throw new IOException("no " + name);
        }
        return Integer.parseInt(found.group(1));
    }

    /** Collects the garbage of an instance and measures what remains. */
    void heap(Instance instance) throws IOException, InterruptedException {
        var life = instance.life();
        instance.collect();
        var metrics = instance.metrics();
        if (metrics.isPresent() && instance.life() == life) {
            var found = metrics.get();
            var one = new Live(
                    clock.now(),
                    instance.name(),
                    life,
                    found.sum("jvm_memory_used_bytes{area=\"heap\"") / MIB,
                    found.sum("quilt_mcp_bytes_held"),
                    found.sum("quilt_mcp_calls_under_way"),
                    found.sum("quilt_mcp_internal_errors_total"));
            synchronized (this) {
                live.add(one);
            }
        }
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized List<Live> live() {
        return List.copyOf(live);
    }
}
