package com.quiltdata.sandbox.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The access key and session token a SigV4 request names, in its headers or in a presigned URL. */
public record ClaimedIdentity(String accessKeyId, @Nullable String sessionToken) {
    private static final Pattern CREDENTIAL = Pattern.compile("AWS4-HMAC-SHA256\\s+.*?Credential=([^/,\\s]+)/.*");
    private static final String TOKEN = "X-Amz-Security-Token";

    /** Looks a name up; returns null if it is absent. */
    private interface Lookup {
        @Nullable
        String get(String name);
    }

    public static Optional<ClaimedIdentity> of(Request request) {
        Fields query = Request.extractQueryParameters(request);
        return of(request.getHeaders()::get, query::getValue);
    }

    static Optional<ClaimedIdentity> of(HttpServletRequest request) {
        return of(request::getHeader, request::getParameter);
    }

    private static Optional<ClaimedIdentity> of(Lookup headers, Lookup query) {
        String authorization = headers.get("Authorization");
        if (authorization != null) {
            Matcher matcher = CREDENTIAL.matcher(authorization);
            if (matcher.matches()) {
                return Optional.of(new ClaimedIdentity(matcher.group(1), headers.get(TOKEN)));
            }
        }
        String credential = query.get("X-Amz-Credential");
        return credential == null
                ? Optional.empty()
                : Optional.of(new ClaimedIdentity(credential.replaceFirst("/.*", ""), query.get(TOKEN)));
    }
}
