package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.Caller;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads requests of the catalog or Connect with their bodies. */
public final class CatalogCallReader implements Function<Request, Call> {
    private static final int MAX_BODY_BYTES = 64 << 20;

    private final Plane plane;
    private final BearerTokens bearers;

    public CatalogCallReader(Plane plane, BearerTokens bearers) {
        this.plane = plane;
        this.bearers = bearers;
    }

    @Override
    public Call apply(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        Caller caller = bearers.authenticate(authorization);
        String path = request.getHttpURI().getCanonicalPath();
        String body = body(request);
        return new Call(
                plane,
                request.getMethod(),
                path,
                request.getHttpURI().getQuery(),
                headers(request),
                new Call.Who(caller.tokenName(), user(caller), authorization != null),
                new Call.Content(body, "/graphql".equals(path) ? Json.stringAt(body, "operationName") : null));
    }

    private static @Nullable String user(Caller caller) {
        return switch (caller) {
            case Caller.Known known -> known.bearer().user().name();
            case Caller.Refused _ -> null;
        };
    }

    static Map<String, String> headers(Request request) {
        var headers = new LinkedHashMap<String, String>();
        request.getHeaders().forEach(field -> headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        headers.remove("authorization");
        headers.remove("x-amz-security-token");
        return headers;
    }

    static String body(Request request) {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES) {
                throw new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
