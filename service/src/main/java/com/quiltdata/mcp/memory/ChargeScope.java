package com.quiltdata.mcp.memory;

import com.quiltdata.mcp.memory.ByteBudget.Share;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes charged by one piece of work; released when it ends. */
final class ChargeScope implements AutoCloseable {
    static final ScopedValue<ChargeScope> CURRENT = ScopedValue.newInstance();

    private final @Nullable ChargeScope outer;
    private final String owner;
    private final Map<ByteBudget, Share> shares = new HashMap<>();
    private boolean ended;

    /** @param owner owner of the bytes; empty for the current scope's owner */
    ChargeScope(String owner) {
        this.outer = current();
        this.owner = outer != null && owner.isEmpty() ? outer.owner : owner;
    }

    static @Nullable ChargeScope current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    void charge(ByteBudget budget, long bytes, Duration wait) {
        share(budget).grow(bytes, wait);
    }

    /** Returns the bytes held by this work and by the enclosing work. */
    long holds(ByteBudget budget) {
        return share(budget).holds();
    }

    /** Returns the bytes held by this work, by budget. */
    synchronized Map<ByteBudget, Long> charges() {
        var bytes = new HashMap<ByteBudget, Long>();
        shares.forEach((budget, share) -> bytes.put(budget, share.bytes()));
        return bytes;
    }

    /** Returns the share of this work. It is closed if the scope has ended, because a thread left running may charge. */
    private synchronized Share share(ByteBudget budget) {
        var share = shares.computeIfAbsent(budget, it -> new Share(it, outer, owner));
        if (ended) {
            share.close();
        }
        return share;
    }

    @Override
    public synchronized void close() {
        ended = true;
        shares.values().forEach(Share::close);
    }
}
