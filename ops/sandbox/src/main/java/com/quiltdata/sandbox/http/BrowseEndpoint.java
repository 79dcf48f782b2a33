package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.browsing.Browser;
import com.quiltdata.sandbox.browsing.Cookies;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.Caller;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.wire.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** {@code /browse/} of a stack's S3 proxy: serves package files as web pages to clients with the cookie. */
public record BrowseEndpoint(Browser browser, Cookies cookies, BearerTokens bearers) {
    static final String PATH = "/browse/";
    private static final String COOKIE = "quilt_browse";

    void handle(Request request, Response response, Callback callback) {
        String method = request.getMethod();
        String path = request.getHttpURI().getPath().substring(PATH.length());
        if ("POST".equals(method) && "set_browse_cookie".equals(path)) {
            ReplyWriter.send(issueCookie(request.getHeaders().get(HttpHeader.AUTHORIZATION)), response, callback);
        } else if ("GET".equals(method)) {
            page(request, path, response, callback);
        } else {
            ReplyWriter.send(Reply.error(405, "Method Not Allowed"), response, callback);
        }
    }

    private Reply issueCookie(@Nullable String authorization) {
        return switch (bearers.authenticate(authorization)) {
            case Caller.Known known ->
                new Reply(
                        200,
                        "application/json",
                        Map.of("Set-Cookie", COOKIE + "=" + cookies.issue(known.bearer()) + "; Path=/browse; HttpOnly"),
                        "{}");
            case Caller.Refused refused -> Reply.error(401, refused.reason());
        };
    }

    private void page(Request request, String path, Response response, Callback callback) {
        Optional<User> user = Request.getCookies(request).stream()
                .filter(cookie -> COOKIE.equals(cookie.getName()))
                .map(HttpCookie::getValue)
                .flatMap(value -> cookies.user(value).map(User::name).flatMap(bearers::user).stream())
                .findFirst();
        if (user.isEmpty()) {
            ReplyWriter.send(Reply.error(401, "Authentication required"), response, callback);
            return;
        }
        int slash = path.indexOf('/');
        String session = slash < 0 ? path : path.substring(0, slash);
        try {
            browser.read(user.get(), session, slash < 0 ? "" : decoded(path.substring(slash + 1)))
                    .ifPresentOrElse(
                            page -> send(page, response, callback),
                            () -> ReplyWriter.send(Reply.error(404, "Not Found"), response, callback));
        } catch (Browser.Forbidden e) {
            ReplyWriter.send(Reply.error(403, "Forbidden"), response, callback);
        }
    }

    private static void send(Browser.Page page, Response response, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.bytes().remaining());
        response.write(true, page.bytes(), callback);
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
