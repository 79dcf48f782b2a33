package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.Fault;
import com.quiltdata.sandbox.s3.Errors;
import com.quiltdata.sandbox.wire.Plane;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The execution of a fault for one request, instead of, before or after {@code next}. */
record Misbehaviour(Fault fault, Plane plane, Handler next) {
    boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (fault.comesAfter()) {
            return after(request, response, callback);
        }
        if (fault.kind() != Fault.Kind.TRICKLE) {
            Thread.sleep(fault.delay());
        }
        return misbehave(request, response, callback);
    }

    private boolean misbehave(Request request, Response response, Callback callback) throws Exception {
        return switch (fault.kind()) {
            case null -> answer(request, response, callback);
            case DROP -> drop(request, callback);
            case TRICKLE -> answer(request, new TrickleResponse(request, response, fault.delay()), callback);
            case HUGE -> {
                HugeBody.send(response, bytes(), callback);
                yield true;
            }
            case RESET -> Raw.reset(request, callback);
            case HEADER_LINE -> Raw.headerLine(request, bytes(), callback);
            case HEADERS -> Raw.headers(request, bytes(), callback);
        };
    }

    private long bytes() {
        return Objects.requireNonNullElse(fault.bytes(), 1L << 20);
    }

    /** The request is executed; only its response is late, different or missing. */
    private boolean after(Request request, Response response, Callback callback) throws Exception {
        if (fault.kind() == null && !fault.answers()) {
            return next.handle(request, new LateResponse(request, response, fault.delay()), callback);
        }
        Callback done = Callback.from(() -> misbehaveLate(request, response, callback), callback::failed);
        return next.handle(request, new Unsent(request, response), done);
    }

    private void misbehaveLate(Request request, Response response, Callback callback) {
        try {
            Thread.sleep(fault.delay());
            var _ = misbehave(request, response, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (Exception e) {
            callback.failed(e);
        }
    }

    private boolean answer(Request request, Response response, Callback callback) throws Exception {
        if (!fault.answers()) {
            return next.handle(request, response, callback);
        }
        Sending.send(reply(), response, callback);
        return true;
    }

    private Reply reply() {
        int status = Objects.requireNonNullElse(fault.status(), 200);
        Reply usual = plane == Plane.S3
                ? new Reply(status, "application/xml", Map.of(), Errors.document(status))
                : Reply.error(status, "A fault asked for by a test");
        return new Reply(
                status,
                or(fault.contentType(), usual.contentType()),
                Objects.requireNonNullElse(fault.headers(), Map.of()),
                or(fault.body(), usual.body()));
    }

    private static String or(@Nullable String chosen, String usual) {
        return Objects.requireNonNullElse(chosen, usual);
    }

    private static boolean drop(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("dropped"));
        return true;
    }
}
