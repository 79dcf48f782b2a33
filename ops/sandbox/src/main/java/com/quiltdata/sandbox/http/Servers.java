package com.quiltdata.sandbox.http;

import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Servers on loopback, or on the address of the property sandbox.bind, with a virtual thread for each request, so that a
 * thousand slow responses block nobody.
 */
public final class Servers {
    public static final String HOST = "127.0.0.1";

    private Servers() {}

    public static Server loopback(int port, Handler handler) {
        var pool = new QueuedThreadPool();
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(pool);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setHttpCompliance(HttpCompliance.LEGACY);
        // Object keys may contain what Jetty considers an ambiguous path: %2F, %25, empty segments.
        configuration.setUriCompliance(UriCompliance.LEGACY);
        // Signatures cover header values as they were sent, not as Jetty would rewrite them.
        configuration.setHeaderCacheCaseSensitive(true);
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost(System.getProperty("sandbox.bind", HOST));
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(handler);
        return server;
    }

    public static String url(Server server) {
        return "http://" + HOST + ":" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }
}
