package soak;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import soak.Disturbances.Excuse;

/**
 * Stops one instance each minute and starts it again: SIGTERM, which nobody may notice, and SIGKILL each fifth time. In the
 * first third of the run they take turns; after that it is always {@code b}, so that {@code a} lives long enough to leak.
 */
final class Restarts {
    private static final int KILL_EVERY = Integer.getInteger("kill.every", 5);
    private static final int TERMINATED = 143;

    /** Seconds after SIGKILL until the balancer has noticed. */
    private static final double NOTICED = 4;

    private final List<Instance> instances;
    private final Disturbances disturbances;
    private final Journal journal;
    private final Clock clock;
    private int count;

    Restarts(List<Instance> instances, Disturbances disturbances, Journal journal, Clock clock) {
        this.instances = instances;
        this.disturbances = disturbances;
        this.journal = journal;
        this.clock = clock;
    }

    int count() {
        return count;
    }

    void restart(double wholeSeconds) throws IOException, InterruptedException {
        var first = clock.now() < wholeSeconds / 3;
        var instance = instances.get(first ? count % 2 : 1);
        count++;
        if (count % KILL_EVERY == 0) {
            kill(instance);
        } else {
            terminate(instance);
        }
    }

    private void terminate(Instance instance) throws IOException, InterruptedException {
        var begun = disturbances.begin("SIGTERM " + instance.name(), Set.of(), "", Excuse.NOTHING);
        System.out.printf("%6.1f s  SIGTERM to %s%n", begun.begin(), instance.name());
        var status = instance.terminate();
        if (status != TERMINATED) {
            journal.wrong("%.1f s, %s ended with %d after SIGTERM".formatted(clock.now(), instance.name(), status));
        }
        var stopped = clock.now();
        instance.start();
        System.out.printf("%6.1f s  %s is back; stopping took %.1f s%n", clock.now(), instance.name(), stopped - begun.begin());
        disturbances.end(begun, 0);
    }

    private void kill(Instance instance) throws IOException, InterruptedException {
        var begun = disturbances.begin("SIGKILL " + instance.name(), Set.of(), "", Excuse.LOSS);
        System.out.printf("%6.1f s  SIGKILL to %s%n", begun.begin(), instance.name());
        instance.kill();
        Thread.sleep((long) (NOTICED * 1000));
        disturbances.end(begun, 0);
        instance.start();
        System.out.printf("%6.1f s  %s is back%n", clock.now(), instance.name());
    }
}
