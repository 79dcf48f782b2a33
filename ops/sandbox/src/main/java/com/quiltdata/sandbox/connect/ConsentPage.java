package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page on which a user allows or denies a client's request. Its form posts {@code user} and {@code decision}
 * ({@code allow} or {@code deny}) to the page's own address.
 */
final class ConsentPage {
    private ConsentPage() {}

    static Reply of(AuthorizationRequest request, List<String> users) {
        String options = users.stream().map("<option>%s</option>"::formatted).collect(Collectors.joining());
        return page(200, """
                <h1>Authorize Application</h1>
                <p><b>%s</b> wants to access your Quilt account. You will return to %s.</p>
                <form method="post">
                <label>User <select name="user">%s</select></label>
                <button name="decision" value="allow">Continue</button>
                <button name="decision" value="deny">Cancel</button>
                </form>""".formatted(escaped(request.client().name()), escaped(request.redirect()), options));
    }

    /** Refusals are shown to the user and never sent to the client, as Quilt's catalog does. */
    static Reply refusal(OAuthException refusal) {
        return page(400, """
                <h1>Authorization Failed</h1>
                <p><code>%s</code>: %s</p>""".formatted(refusal.error(), escaped(String.valueOf(refusal.getMessage()))));
    }

    private static Reply page(int status, String content) {
        return new Reply(
                status, "text/html; charset=utf-8", Map.of("Cache-Control", "no-store"), """
                <!doctype html>
                <html><head><title>Quilt Connect</title></head><body>
                %s
                </body></html>
                """.formatted(content));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
