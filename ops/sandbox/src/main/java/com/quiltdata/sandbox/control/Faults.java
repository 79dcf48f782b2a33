package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.wire.Call;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The active faults, the oldest first; each affects the requested number of requests, or all until cleared. */
public final class Faults {
    private record Armed(int id, Fault fault, AtomicInteger spared, AtomicInteger remaining) {
        boolean take() {
            return spared.getAndUpdate(n -> Math.max(0, n - 1)) == 0
                    && remaining.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : Math.max(0, n - 1)) > 0;
        }
    }

    private final List<Armed> armed = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    int add(Fault fault) {
        int id = ids.incrementAndGet();
        armed.add(new Armed(
                id,
                fault,
                new AtomicInteger(Objects.requireNonNullElse(fault.skip(), 0)),
                new AtomicInteger(Objects.requireNonNullElse(fault.times(), Integer.MAX_VALUE))));
        return id;
    }

    void clear() {
        armed.clear();
    }

    /** Returns the fault that affects this request, and counts armed use of it. */
    public Optional<Fault> next(Call call) {
        return armed.stream()
                .filter(armed -> armed.fault().matches(call) && armed.take())
                .findFirst()
                .map(Armed::fault);
    }
}
