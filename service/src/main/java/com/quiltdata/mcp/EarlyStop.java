package com.quiltdata.mcp;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Shutdown hook that ends a process which accepts no requests yet at once, because there is nothing to drain. It is
 * removed when the first connector starts; a later stop drains.
 */
final class EarlyStop implements LifeCycle.Listener {
    private static final int TERMINATED = 128 + 15;

    private final Thread hook;

    /**
     * Installs the hook.
     *
     * @param cleanup what is still to be done before the process ends
     */
    EarlyStop(Runnable cleanup) {
        hook = new Thread(() -> halt(cleanup), "early-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void halt(Runnable cleanup) {
        cleanup.run();
        Runtime.getRuntime().halt(TERMINATED);
    }

    @Override
    public void lifeCycleStarting(LifeCycle event) {
        if (event instanceof Server server) {
            for (var connector : server.getConnectors()) {
                connector.addEventListener(this);
            }
        } else if (event instanceof Connector) {
            removeHook();
        }
    }

    /** Removes the hook; returns whether it was still there. */
    boolean removeHook() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false; // The process is ending already.
        }
    }
}
