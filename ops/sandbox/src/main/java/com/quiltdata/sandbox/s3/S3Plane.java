package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Sessions;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** The S3 endpoint, path style, as a Jetty handler. */
public final class S3Plane {
    public static final String REGION = "us-east-1";

    private S3Plane() {}

    public static Handler handler(Store store, Sessions sessions, BucketProperties properties) {
        var context = new ServletContextHandler();
        var servlet = new S3Servlet(new SessionCheck(sessions), new S3Protocol(store, sessions), properties);
        context.addServlet(new ServletHolder(servlet), "/*");
        return context;
    }
}
