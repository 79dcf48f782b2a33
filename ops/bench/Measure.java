package bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long to load a server until its figures count.
 *
 * @param warmCalls responses before a rate may count as flat
 * @param warmSeconds the longest time to wait for that
 * @param seconds length of a window
 */
record Measure(int warmCalls, double warmSeconds, double seconds) {
    private static final double FLAT = 0.05;

    /** Share of a window for which a server is loaded before it, because others have used its processor meanwhile. */
    private static final double LEAD = 0.5;

    /**
     * Loads a server until the last three windows differ by less than 5 %, or for the longest time.
     *
     * @throws IOException if the server does not respond
     */
    void warm(Peer peer, String work, List<byte[]> requests) throws IOException {
        var until = System.nanoTime() + (long) (warmSeconds * 1e9);
        double before = 0;
        double last = 0;
        var windows = 0;
        try (var load = new Load(peer.port(), requests)) {
            while (System.nanoTime() < until) {
                var rate = load.window(seconds, peer::cpuSeconds).rate();
                windows++;
                if (load.total() >= warmCalls && isNear(before, rate) && isNear(last, rate)) {
                    break;
                }
                before = last;
                last = rate;
            }
            System.err.printf("%-10s %-12s warm after %d windows, %,d calls%n",
                    peer.name(), work, windows, load.total());
        }
    }

    /** Returns a copy that warms for this time at most. */
    Measure warmedWithin(double most) {
        return new Measure(warmCalls, Math.min(warmSeconds, most), seconds);
    }

    private static boolean isNear(double before, double rate) {
        return Math.abs(before - rate) <= FLAT * rate;
    }

    Comparison.Window window(Peer peer, String work, List<byte[]> requests) throws IOException {
        try (var load = new Load(peer.port(), requests)) {
            return window(peer, work, load);
        }
    }

    /** Loads a server for one window. A server that stops responding counts as one error. */
    Comparison.Window window(Peer peer, String work, Load load) {
        try {
            var lead = load.window(LEAD * seconds, peer::cpuSeconds);
            var window = load.window(seconds, peer::cpuSeconds);
            System.err.printf("%-10s %-12s %,9.0f/s  p50 %8.2f ms  p99 %8.2f ms  %,8.0f us  %d errors %s%n",
                    peer.name(), work, window.rate(), window.p50(), window.p99(), window.cpuMicros(), window.errors(),
                    window.error());
            return new Comparison.Window(
                    window.rate(), window.p50(), window.p99(), window.cpuMicros(), lead.errors() + window.errors(), window.busy());
        } catch (IOException e) {
            System.err.printf("%-10s %-12s %s%n", peer.name(), work, e.getMessage());
            return new Comparison.Window(0, 0, 0, 0, 1, 0);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
