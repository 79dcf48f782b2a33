package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.athena.AwsJsonApi;
import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.sts.SecurityTokenService;
import com.quiltdata.sandbox.wire.Plane;
import com.quiltdata.sandbox.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Dates responses by the sandbox's clock, and refuses requests to AWS that are signed more than 15 minutes off it. */
public final class ClockHandler extends Handler.Wrapper {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);
    private static final DateTimeFormatter SIGNED = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final Settings settings;

    public ClockHandler(Settings settings, Handler plane) {
        super(plane);
        this.settings = settings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var now = Instant.now().plus(settings.clockSkew());
        response.getHeaders()
                .put(HttpHeader.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        var plane = RecordingHandler.call(request).plane();
        var signed = request.getHeaders().get("X-Amz-Date");
        if (plane == Plane.CATALOG || signed == null || !isOff(signed, now)) {
            return super.handle(request, response, callback);
        }
        ReplyWriter.send(refusal(plane), response, callback);
        return true;
    }

    private static boolean isOff(String signed, Instant now) {
        try {
            var at = LocalDateTime.parse(signed, SIGNED).toInstant(ZoneOffset.UTC);
            return Duration.between(at, now).abs().compareTo(TOLERANCE) > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Reply refusal(Plane plane) {
        return switch (plane) {
            case S3 ->
                new Reply(
                        403,
                        "application/xml",
                        Map.of("x-amz-request-id", "clock"),
                        "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and"
                                + " the current time is too large.</Message></Error>");
            case STS -> SecurityTokenService.error(403, "SignatureDoesNotMatch", "Signature expired: too far off");
            case ATHENA, GLUE ->
                AwsJsonApi.error(400, "InvalidSignatureException", "Signature expired: too far off", Map.of());
            case CATALOG, CONNECT -> throw new IllegalStateException("no clock of AWS: " + plane);
        };
    }
}
