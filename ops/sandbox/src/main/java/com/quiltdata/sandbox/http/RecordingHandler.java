package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.Control;
import com.quiltdata.sandbox.control.Fault;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Runs in front of each plane: records each request, and applies faults before the plane handles it. */
public final class RecordingHandler extends Handler.Wrapper {
    private static final Set<Fault.Kind> UNANSWERED =
            Set.of(Fault.Kind.DROP, Fault.Kind.RESET, Fault.Kind.HEADER_LINE, Fault.Kind.HEADERS);

    private final Control control;
    private final Function<Request, Call> reader;

    public RecordingHandler(Control control, Function<Request, Call> reader, Handler plane) {
        super(plane);
        this.control = control;
        this.reader = reader;
    }

    /** Returns the call that was read from this request. */
    static Call call(Request request) {
        return (Call) request.getAttribute(Call.class.getName());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Call call = reader.apply(request);
        request.setAttribute(Call.class.getName(), call);
        if (call.plane() == Plane.CATALOG && call.path().startsWith(Control.PATH)) {
            return super.handle(request, response, callback);
        }
        AtomicInteger status = control.requests().add(call);
        Optional<Fault> fault = control.faults().next(call);
        if (fault.map(Fault::kind).filter(UNANSWERED::contains).isEmpty()) {
            request.addHttpStreamWrapper(stream -> new StatusRecorder(stream, status));
        }
        if (fault.isEmpty()) {
            return super.handle(request, response, callback);
        }
        return new FaultExecution(fault.get(), call.plane(), getHandler()).handle(request, response, callback);
    }

    /** Records the status before the first byte is sent, so that a client that has the response finds it recorded. */
    private static final class StatusRecorder extends HttpStream.Wrapper {
        private final AtomicInteger status;

        StatusRecorder(HttpStream stream, AtomicInteger status) {
            super(stream);
            this.status = status;
        }

        @Override
        public void send(
                MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer bytes, Callback done) {
            if (response != null && response.getStatus() >= 200) {
                status.set(response.getStatus());
            }
            super.send(request, response, last, bytes, done);
        }
    }
}
