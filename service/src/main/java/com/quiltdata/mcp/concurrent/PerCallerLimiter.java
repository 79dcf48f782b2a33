package com.quiltdata.mcp.concurrent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Limits the pieces of work that each caller has under way; further ones wait, so that other callers' work passes them. */
public final class PerCallerLimiter {
    private final int perCaller;
    private final ConcurrentHashMap<String, CallerState> callers = new ConcurrentHashMap<>();

    public PerCallerLimiter(int perCaller) {
        this.perCaller = perCaller;
    }

    /** The free turns of one caller, and how many pieces of their work are under way or waiting. */
    private record CallerState(Semaphore free, int users) {
        CallerState plus(int more) {
            return new CallerState(free, users + more);
        }
    }

    /** Takes a turn, which {@link Turn#close} returns; waits while the caller has the maximum. */
    public Turn begin(String caller) throws InterruptedException {
        var state = callers.compute(
                caller, (_, known) -> known == null ? new CallerState(new Semaphore(perCaller), 1) : known.plus(1));
        try {
            state.free().acquire();
        } catch (InterruptedException e) {
            leave(caller);
            throw e;
        }
        return new Turn(caller, state.free());
    }

    private void leave(String caller) {
        callers.computeIfPresent(caller, (_, known) -> known.users() == 1 ? null : known.plus(-1));
    }

    int callers() {
        return callers.size();
    }

    /** The right to do one piece of work. */
    public final class Turn implements AutoCloseable {
        private final String caller;
        private final Semaphore free;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Turn(String caller, Semaphore free) {
            this.caller = caller;
            this.free = free;
        }

        /** Returns the turn; has no effect the second time. */
        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                free.release();
                leave(caller);
            }
        }
    }
}
