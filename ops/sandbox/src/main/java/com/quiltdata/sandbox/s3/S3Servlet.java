package com.quiltdata.sandbox.s3;

import com.google.common.base.Throwables;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Handles one S3 request: {@link SessionCheck} first, then s3proxy; every failure is an S3 error document. */
final class S3Servlet extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(S3Servlet.class);

    private final transient SessionCheck door;
    private final transient S3Protocol protocol;
    private final transient BucketProperties properties;

    S3Servlet(SessionCheck door, S3Protocol protocol, BucketProperties properties) {
        this.door = door;
        this.protocol = protocol;
        this.properties = properties;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<S3Error> refusal = door.check(request).or(() -> properties.refusal(request));
        if (refusal.isPresent()) {
            drain(request);
            protocol.refuse(request, response, refusal.get());
            return;
        }
        properties.mark(request, response);
        respond(request, response);
        drain(request);
    }

    /**
     * Reads the rest of a body (s3proxy leaves the trailer of a chunked one). Otherwise it would break the connection,
     * and a client that has not read its response yet would retry the request.
     */
    private static void drain(HttpServletRequest request) throws IOException {
        request.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void respond(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var plain = new DecodedSlashesRequest(request);
        if (plain.getRequestURI().contains("//")) {
            protocol.refuse(plain, response, S3Error.EMPTY_PART);
            return;
        }
        try {
            protocol.doHandle(
                    plain, plain, new ExactContentTypeResponse(request, response), request.getInputStream(), null);
        } catch (IllegalArgumentException e) {
            protocol.refuse(request, response, new S3Error(400, "InvalidArgument", String.valueOf(e.getMessage())));
        } catch (UnsupportedOperationException e) {
            protocol.refuse(request, response, new S3Error(501, "NotImplemented", String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            fail(request, response, e);
        }
    }

    /** s3proxy's own errors may be wrapped if they occurred while reading the body. */
    private void fail(HttpServletRequest request, HttpServletResponse response, Exception failure) throws IOException {
        Optional<AwsServiceException> known = Throwables.getCausalChain(failure).stream()
                .filter(AwsServiceException.class::isInstance)
                .map(AwsServiceException.class::cast)
                .findFirst();
        if (known.isPresent()) {
            protocol.fail(request, response, known.get());
        } else {
            LOG.warn("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            protocol.refuse(request, response, new S3Error(500, "InternalError", "We encountered an internal error."));
        }
    }
}
