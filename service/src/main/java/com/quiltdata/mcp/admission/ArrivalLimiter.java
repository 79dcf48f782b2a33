package com.quiltdata.mcp.admission;

import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of requests that are receiving their bodies: in total, for tokens not known as accepted, per client
 * network, and per accepted caller. Never waits.
 */
public final class ArrivalLimiter {
    private static final String CALLER = "caller ";
    private static final int CALLER_SHARE = 3;

    private final int limit;
    private final int unacceptedLimit;
    private final int networkLimit;
    private final int callerLimit;
    private final Meters meters;
    private final Map<String, Integer> networks = new HashMap<>();
    private int all;
    private int unaccepted;

    /** Creates a limiter; an accepted caller may take a third of all, a client network half of the unaccepted. */
    public ArrivalLimiter(int limit, int unacceptedLimit, Meters meters) {
        this.limit = limit;
        this.unacceptedLimit = unacceptedLimit;
        this.networkLimit = Math.max(1, unacceptedLimit / 2);
        this.callerLimit = Math.max(1, limit / CALLER_SHARE);
        this.meters = meters;
    }

    /** A request that is receiving its body, until closed. Closing twice has no further effect. */
    public final class ArrivalPermit implements AutoCloseable {
        private final String network;
        private final boolean accepted;
        private boolean over;

        private ArrivalPermit(String network, boolean accepted) {
            this.network = network;
            this.accepted = accepted;
        }

        @Override
        public void close() {
            synchronized (ArrivalLimiter.this) {
                if (over) {
                    return;
                }
                over = true;
                all--;
                unaccepted -= accepted ? 0 : 1;
                networks.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
            }
            meters.add(Metric.ARRIVALS, -1);
        }
    }

    /** Counts a request that receives its body; empty at a limit. {@code caller}: an accepted caller's digest. */
    public Optional<ArrivalPermit> begin(ClientAddress from, @Nullable String caller) {
        var accepted = caller != null;
        var network = accepted ? CALLER + caller : from.shared() ? "" : from.network();
        var reason = count(network, accepted);
        if (!reason.isEmpty()) {
            meters.count(Metric.ARRIVAL_REFUSALS, reason);
            return Optional.empty();
        }
        meters.add(Metric.ARRIVALS, 1);
        return Optional.of(new ArrivalPermit(network, accepted));
    }

    private synchronized String count(String network, boolean accepted) {
        if (all >= limit) {
            return "server";
        } else if (!accepted && unaccepted >= unacceptedLimit) {
            return "unaccepted";
        } else if (networks.getOrDefault(network, 0) >= (accepted ? callerLimit : networkLimit)) {
            return accepted ? "caller" : "address";
        }
        all++;
        unaccepted += accepted ? 0 : 1;
        if (!network.isEmpty()) {
            networks.merge(network, 1, Integer::sum);
        }
        return "";
    }
}
