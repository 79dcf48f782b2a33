package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.athena.AwsJsonApi;
import com.quiltdata.sandbox.control.Fault;
import com.quiltdata.sandbox.s3.S3ErrorDocuments;
import com.quiltdata.sandbox.sts.SecurityTokenService;
import com.quiltdata.sandbox.wire.Plane;
import com.quiltdata.sandbox.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The execution of a fault for one request, instead of, before or after {@code next}. */
record FaultExecution(Fault fault, Plane plane, Handler next) {
    boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (fault.executesRequest()) {
            return after(request, response, callback);
        }
        if (fault.kind() != Fault.Kind.TRICKLE) {
            Thread.sleep(fault.delay());
        }
        return run(request, response, callback);
    }

    private boolean run(Request request, Response response, Callback callback) throws Exception {
        return switch (fault.kind()) {
            case null -> respond(request, response, callback);
            case DROP -> drop(request, callback);
            case TRICKLE -> respond(request, new TrickleResponse(request, response, fault.delay()), callback);
            case HUGE -> {
                HugeBody.send(response, bytes(), callback);
                yield true;
            }
            case WEB_PAGE -> {
                ReplyWriter.send(webPage(), response, callback);
                yield true;
            }
            case RESET -> RawFaults.reset(request, callback);
            case HEADER_LINE -> RawFaults.headerLine(request, bytes(), callback);
            case HEADERS -> RawFaults.headers(request, bytes(), callback);
            case CUT, SHORT, LONG, CORRUPT -> respond(request, new AlteredResponse(request, response, fault), callback);
        };
    }

    private long bytes() {
        return Objects.requireNonNullElse(fault.bytes(), 1L << 20);
    }

    /** The request is executed; only its response is late, different or missing. */
    private boolean after(Request request, Response response, Callback callback) throws Exception {
        if (fault.kind() == null && !fault.replacesResponse()) {
            return next.handle(request, new LateResponse(request, response, fault.delay()), callback);
        }
        Callback done = Callback.from(() -> runLate(request, response, callback), callback::failed);
        return next.handle(request, new DiscardedResponse(request, response), done);
    }

    private void runLate(Request request, Response response, Callback callback) {
        try {
            Thread.sleep(fault.delay());
            var _ = run(request, response, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (Exception e) {
            callback.failed(e);
        }
    }

    private boolean respond(Request request, Response response, Callback callback) throws Exception {
        if (!fault.replacesResponse()) {
            return next.handle(request, response, callback);
        }
        drain(request);
        ReplyWriter.send(reply(), response, callback);
        return true;
    }

    /** Reads the body, so that the client has sent it before it gets the response, as with S3. */
    private static void drain(Request request) throws IOException {
        try (InputStream body = Content.Source.asInputStream(request)) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    private Reply webPage() {
        int status = Objects.requireNonNullElse(fault.status(), 200);
        String html = """
                <!doctype html>
                <html><head><title>%d</title></head><body>A web page</body></html>
                """.formatted(status);
        return new Reply(status, "text/html; charset=utf-8", Map.of(), html);
    }

    private Reply reply() {
        int status = Objects.requireNonNullElse(fault.status(), 200);
        String message = or(fault.message(), "A fault set by a test");
        Reply usual = switch (plane) {
            case S3 ->
                new Reply(
                        status, "application/xml", Map.of(), S3ErrorDocuments.document(status, fault.code(), message));
            case STS -> SecurityTokenService.error(status, or(fault.code(), "InternalFailure"), message);
            case ATHENA, GLUE ->
                AwsJsonApi.error(status, or(fault.code(), "InternalServerException"), message, Map.of());
            case CATALOG, CONNECT -> Reply.error(status, message);
        };
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
