package com.quiltdata.mcp.logs;

import ch.qos.logback.access.jetty.RequestLogImpl;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import ch.qos.logback.core.util.StatusPrinter2;
import io.dropwizard.request.logging.RequestLogFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Factory of a request log that passes each request on to a configured one, without what may be secret, and writes the
 * access lines that alarms count to {@link Stdout} itself.
 */
final class GuardedRequestLog implements RequestLogFactory<RequestLog> {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedRequestLog.class);

    /** The status of the access lines that alarms count. */
    private static final int COUNTED = 500;

    private final RequestLogFactory<?> configured;
    private final Stdout stdout;

    GuardedRequestLog(RequestLogFactory<?> configured, Stdout stdout) {
        this.configured = configured;
        this.stdout = stdout;
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public RequestLog build(String name) {
        if (!configured.isEnabled()) {
            return new Log(null, stdout);
        }
        stdout.takeSystemOut(); // appenders of type console write to it
        var begun = System.currentTimeMillis();
        var log = configured.build(name);
        reportErrorsSince(begun);
        return new Log(log, stdout);
    }

    /** Logs the errors of appenders, such as a file that cannot be opened: nobody else reads them. */
    private static void reportErrorsSince(long begun) {
        var statuses = LinesLogging.context().getStatusManager().getCopyOfStatusList();
        for (var status : StatusUtil.filterStatusListByTimeThreshold(statuses, begun)) {
            if (status.getEffectiveLevel() >= Status.ERROR) {
                LOG.error("An appender of the request log does not work: {}", status.getMessage());
            }
        }
    }

    /** The configured request log, which is started and stopped with this one. */
    private static final class Log extends ContainerLifeCycle implements RequestLog {
        private final @Nullable RequestLog configured;
        private final Stdout stdout;

        Log(@Nullable RequestLog configured, Stdout stdout) {
            this.configured = configured;
            this.stdout = stdout;
            if (configured instanceof RequestLogImpl log) {
                log.setQuiet(true); // it would print lines of its own, which are no log lines
            }
            installBean(configured);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            if (configured instanceof RequestLogImpl log) {
                new StatusPrinter2().printInCaseOfErrorsOrWarnings(log);
            }
        }

        @Override
        public void log(Request request, Response response) {
            var fields = LogFields.of(request, response);
            if (response.getStatus() == COUNTED) {
                stdout.access(fields);
            }
            if (configured != null) {
                var blanked = new BlankedRequest(request, fields);
                ScopedValue.where(RequestMdc.ACCESS, fields)
                        .run(() -> configured.log(blanked, blanked.response(response)));
            }
        }
    }
}
