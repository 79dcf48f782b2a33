package soak;

import java.util.ArrayList;
import java.util.List;

/** A mix of calls, from which each step takes one by chance. */
final class Work {
    private final List<Step> steps = new ArrayList<>();

    /** One or more calls. */
    interface Step {
        void run(Session session) throws InterruptedException;
    }

    private Work add(int weight, Step step) {
        for (var i = 0; i < weight; i++) {
            steps.add(step);
        }
        return this;
    }

    /** Takes every step once, so that the servers have loaded and compiled what they need. */
    void all(Session session) throws InterruptedException {
        for (var step : steps.stream().distinct().toList()) {
            step.run(session);
        }
    }

    void step(Session session) throws InterruptedException {
        steps.get(session.random().nextInt(steps.size())).run(session);
    }

    /** Returns what every caller reads: the seed, and what others write. Callers without a bucket skip most of it. */
    static Work reading(List<Writes> writers) {
        return new Work()
                .add(4, Reads::buckets)
                .add(2, Reads::status)
                .add(2, Reads::me)
                .add(1, Reads::keys)
                .add(1, Reads::tools)
                .add(2, Reads::prompt)
                .add(2, Reads::completion)
                .add(1, Reads::template)
                .add(1, Reads::users)
                .add(1, Reads::link)
                .add(1, Reads::refusedSql)
                .add(2, Reads::denied)
                .add(1, withBuckets(Reads::identity))
                .add(1, withBuckets(Reads::access))
                .add(1, withBuckets(Reads::listing))
                .add(2, withBuckets(Reads::bytes))
                .add(1, withBuckets(Reads::large))
                .add(2, withBuckets(Reads::download))
                .add(1, withBuckets(Reads::summary))
                .add(3, withBuckets(Reads::browse))
                .add(2, withBuckets(Reads::revisions))
                .add(2, withBuckets(Reads::packages))
                .add(2, withBuckets(Reads::searchObjects))
                .add(2, withBuckets(Reads::searchPackages))
                .add(1, withBuckets(Reads::chatGpt))
                .add(2, withBuckets(Reads::workflows))
                .add(2, withBuckets(Reads::tables))
                .add(1, withBuckets(Reads::sql))
                .add(1, withBuckets(Reads::schema))
                .add(2, withBuckets(Reads::file))
                .add(6, withBuckets(session -> any(writers, session).readObject(session)))
                .add(3, withBuckets(session -> any(writers, session).readResource(session)))
                .add(5, withBuckets(session -> any(writers, session).readPackage(session)));
    }

    /** Returns what one caller writes, and reads again. */
    static Work writing(Writes writes) {
        var work = new Work()
                .add(6, _ -> writes.put())
                .add(2, _ -> writes.upload())
                .add(3, writes::readObject)
                .add(4, _ -> writes.pushKept())
                .add(4, _ -> writes.pushDeleted())
                .add(2, writes::readPackage)
                .add(2, _ -> writes.setTable())
                .add(1, _ -> writes.deleteTable())
                .add(2, _ -> writes.readTable());
        if (writes.session().person().kind() == Person.Kind.ADMIN) {
            work.add(4, _ -> writes.changeUser()).add(3, _ -> writes.readUser());
        }
        return work;
    }

    private static Step withBuckets(Step step) {
        return session -> {
            if (session.person().kind() != Person.Kind.NOBODY) {
                step.run(session);
            }
        };
    }

    private static Writes any(List<Writes> writers, Session session) {
        return writers.get(session.random().nextInt(writers.size()));
    }
}
