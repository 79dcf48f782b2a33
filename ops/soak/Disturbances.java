package soak;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults and restarts of a run: when they were, whom they concern, and what they excuse. */
final class Disturbances {
    private final List<Disturbance> all = new CopyOnWriteArrayList<>();
    private final Clock clock;

    Disturbances(Clock clock) {
        this.clock = clock;
    }

    /** What a disturbance excuses. */
    enum Excuse {
        /** Nothing: slowness and the orderly stop of an instance must not be seen. */
        NOTHING,
        /** A refusal with a sentence. */
        REFUSAL,
        /** A lost response too, as when a process is killed. */
        LOSS
    }

    /** A fault or restart. */
    static final class Disturbance {
        private final String label;
        private final Set<String> people;
        private final String family;
        private final Excuse excuse;
        private final double begin;
        private volatile double end = Double.MAX_VALUE;
        private volatile double seenEnd = Double.MAX_VALUE;

        private Disturbance(String label, Set<String> people, String family, Excuse excuse, double begin) {
            this.label = label;
            this.people = people;
            this.family = family;
            this.excuse = excuse;
            this.begin = begin;
        }

        private boolean covers(Person person, String of, double from, double to) {
            return (people.isEmpty() || people.contains(person.name()))
                    && (family.isEmpty() || of.startsWith(family))
                    && from <= end
                    && to >= begin;
        }

        String label() {
            return label;
        }

        double begin() {
            return begin;
        }

        /** Returns when it was over, without what it leaves behind. */
        double end() {
            return seenEnd;
        }

        String people() {
            return people.isEmpty() ? "everyone" : String.join(" ", people);
        }
    }

    /**
     * Begins a disturbance.
     *
     * @param people the names of those whom it concerns; empty for everyone
     * @param family how the names of the families begin that it concerns; empty for all
     */
    Disturbance begin(String label, Set<String> people, String family, Excuse excuse) {
        var begun = new Disturbance(label, people, family, excuse, clock.now());
        all.add(begun);
        return begun;
    }

    /** Ends a disturbance, which excuses what ends up to this many seconds later. */
    void end(Disturbance one, double lingering) {
        one.seenEnd = clock.now();
        one.end = one.seenEnd + lingering;
    }

    /** Returns the disturbance that excuses a refusal, or the loss of a response, of a call. */
    Optional<Disturbance> excusing(Person person, String family, double from, double to, boolean lost) {
        return all.stream()
                .filter(one -> one.covers(person, family, from, to))
                .filter(one -> one.excuse == Excuse.LOSS || one.excuse == Excuse.REFUSAL && !lost)
                .max(Comparator.comparingDouble(Disturbance::begin));
    }

    /** Returns whether anything was disturbed in this time, for anyone. */
    boolean any(double from, double to) {
        return all.stream().anyMatch(one -> from <= one.end && to >= one.begin);
    }

    List<Disturbance> all() {
        return List.copyOf(all);
    }
}
