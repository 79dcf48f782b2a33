package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An observer that records what it learns: {@code accepted ROLE}, {@code changed ROLE} or {@code refused}. */
public final class RecordedSessions implements SessionObserver {
    private final List<String> learnt = new CopyOnWriteArrayList<>();

    @Override
    public void accepted(Caller caller, @Nullable String role, long question) {
        learnt.add("accepted " + role);
    }

    @Override
    public void roleChanged(Caller caller, String role, long question) {
        learnt.add("changed " + role);
    }

    @Override
    public void refused(Caller caller, long question) {
        learnt.add("refused");
    }

    /** What it has learnt, in order. */
    public List<String> learnt() {
        return List.copyOf(learnt);
    }
}
