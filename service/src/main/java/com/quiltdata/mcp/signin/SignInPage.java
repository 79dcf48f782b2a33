package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.html.PageSecurity;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** The layout and headers of the sign-in's pages, which have no script; and the pages that ask nothing. */
final class SignInPage {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final long RETRY_SECONDS = 2;

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1a1d29; --soft: #555b6e; --ground: #f4f5f8; --card: #fff;
              --line: #8a90a2; --accent: #2b4fd1; --on-accent: #fff; --warn: #fff4d6; --warn-ink: #4a3500 }
            @media (prefers-color-scheme: dark) { :root { --ink: #eceef5; --soft: #b3b9ca; --ground: #14161f;
              --card: #1f2230; --line: #7d849a; --accent: #9db4ff; --on-accent: #10131f; --warn: #3a2f12;
              --warn-ink: #ffe3a1 } }
            * { box-sizing: border-box }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem;
              background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
            main { width: 100%; max-width: 30rem; padding: 1.75rem; background: var(--card); border-radius: 12px;
              box-shadow: 0 1px 3px rgb(0 0 0 / 20%); overflow-wrap: anywhere }
            h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.3 }
            p { margin: 0 0 1rem }
            main > :last-child { margin-bottom: 0 }
            .caption { margin: 0; color: var(--soft); font-size: .875rem }
            .host { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.25; font-weight: 700 }
            .warning { padding: .75rem 1rem; border-radius: 8px; background: var(--warn); color: var(--warn-ink) }
            .note { margin: 1rem 0 0; color: var(--soft); font-size: .875rem }
            form { display: flex; flex-wrap: wrap; gap: .75rem }
            button { flex: 1 1 9rem; min-height: 3rem; padding: .5rem 1rem; border: 1px solid var(--line);
              border-radius: 8px; background: transparent; color: var(--ink); font: inherit; font-weight: 600;
              cursor: pointer }
            button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent) }
            a { color: var(--accent) }
            button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
            """;

    private static final String POLICY =
            "default-src 'none'; style-src %s; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                    .formatted(PageSecurity.source(STYLE));

    private SignInPage() {}

    /** Returns a page with this title, as plain text, and content, as HTML. */
    static Response.ResponseBuilder of(int status, String title, String content) {
        return page(status, "", title, content);
    }

    /** Returns a page that goes to an address by itself, and has a link for browsers that do not. */
    static Response.ResponseBuilder continuing(String address, String target) {
        var url = DisplayText.escape(address);
        return page(
                200,
                "<meta http-equiv=\"refresh\" content=\"0; url=" + url + "\">",
                "One moment",
                "<p>You are being sent to " + DisplayText.escape(target) + ".</p>\n<p><a href=\"" + url
                        + "\">Continue</a> if nothing happens.</p>");
    }

    /** Returns the refusal of a request in a browser as a page; {@code sentence} must contain nothing of the request. */
    static WebApplicationException refusal(int status, String sentence) {
        return new WebApplicationException(of(
                        status,
                        "The sign-in cannot continue",
                        "<p>" + DisplayText.escape(sentence) + "</p>\n"
                                + "<p>Close this page, and start the connection again in the application. If this page comes"
                                + " again, remove the connection there and add it again.</p>")
                .build());
    }

    /** Returns the page for a request that is one too many. */
    static Response tooMany(Duration wait) {
        return later(TOO_MANY, wait.toSeconds(), "There are too many sign-ins at the moment.");
    }

    /** Returns the page for a request that cannot be served now. */
    static Response unavailable(String sentence) {
        return later(UNAVAILABLE, RETRY_SECONDS, sentence);
    }

    private static Response later(int status, long seconds, String sentence) {
        return of(
                        status,
                        "The sign-in cannot continue now",
                        "<p>" + DisplayText.escape(sentence) + "</p>\n<p>Reload this page in " + seconds + " s.</p>")
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    /** Returns how an address is named to a person: its host and port, or its scheme if that is not https or http. */
    static String target(URI address) {
        return address.getHost() != null && address.getScheme().startsWith("http")
                ? address.getRawAuthority()
                : address.getScheme() + "://";
    }

    /** Returns the parameters of a request, or refuses it with a page. */
    static Parameters parameters(Supplier<Parameters> source) {
        try {
            return source.get();
        } catch (Parameters.InvalidParametersException e) {
            throw refusal(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the parameters of a request's query, or refuses it with a page. */
    static Parameters query(ContainerRequestContext request) {
        return parameters(
                () -> Parameters.parse(request.getUriInfo().getRequestUri().getRawQuery()));
    }

    private static Response.ResponseBuilder page(int status, String head, String title, String content) {
        var html = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                %s<title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(head, title, STYLE, title, content);
        var response = Response.status(status).type("text/html;charset=utf-8").entity(html);
        PageSecurity.headers(POLICY, "same-origin").forEach(response::header);
        return response;
    }
}
