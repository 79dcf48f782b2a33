package com.quiltdata.mcp.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.ContainerLifeCycle;

/**
 * Connection factory whose connections read their next request on a virtual thread. Jetty resumes a connection on a pooled
 * thread when a handler completed its request elsewhere, as {@link IntakeHandler} does for every call; under load waking
 * that thread, and the selector after it, costs more than reading the request.
 */
public final class VirtualResumption extends ContainerLifeCycle implements ConnectionFactory {
    private final ConnectionFactory factory;
    private final Connector connector;

    private VirtualResumption(ConnectionFactory factory, Connector connector, Executor executor) {
        this.factory = factory;
        this.connector = (Connector) Proxy.newProxyInstance(
                Connector.class.getClassLoader(),
                new Class<?>[] {ConnectorView.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "getExecutor" -> executor;
                    case "actual" -> connector;
                    default -> invoke(connector, method, arguments);
                });
        installBean(factory);
    }

    /** The connector as its connections see it. */
    interface ConnectorView extends Connector {
        Connector actual();
    }

    /** Request whose connector is the actual one, by which Dropwizard routes. */
    private static final class ActualRequest extends Request.Wrapper {
        private final ConnectionMetaData metadata;

        ActualRequest(Request request, Connector connector) {
            super(request);
            metadata = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public Connector getConnector() {
                    return connector;
                }
            };
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return metadata;
        }
    }

    /** Makes all HTTP connections of a connector resume on virtual threads, if its server uses them. */
    public static void install(ServerConnector connector) {
        var executor = VirtualThreads.getExecutor(connector.getServer().getThreadPool());
        connector.setConnectionFactories(connector.getConnectionFactories().stream()
                .map(factory -> isHttp(factory) ? new VirtualResumption(factory, connector, executor) : factory)
                .toList());
    }

    /** Returns whether connections of a factory read requests; those of TLS compute, which virtual threads should not. */
    private static boolean isHttp(ConnectionFactory factory) {
        return HttpVersion.HTTP_1_1.is(factory.getProtocol());
    }

    /** Returns the request as one of the connector that received it. */
    static Request actual(Request request) {
        return request.getConnectionMetaData().getConnector() instanceof ConnectorView view
                ? new ActualRequest(request, view.actual())
                : request;
    }

    private static Object invoke(Connector connector, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connector, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String getProtocol() {
        return factory.getProtocol();
    }

    @Override
    public List<String> getProtocols() {
        return factory.getProtocols();
    }

    @Override
    public Connection newConnection(Connector actual, EndPoint endPoint) {
        return factory.newConnection(connector, endPoint);
    }
}
