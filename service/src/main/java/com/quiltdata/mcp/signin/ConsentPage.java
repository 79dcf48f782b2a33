package com.quiltdata.mcp.signin;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The page on which a person decides whether an application may sign in. It is asked at every authorization. */
record ConsentPage(URI publicOrigin) {
    static final String TOKEN = "consent";
    static final String DECISION = "decision";
    static final String CONTINUE = "continue";
    static final String CANCEL = "cancel";

    /** Returns the page; {@code token} is the form's proof that this server made it for this browser. */
    Response.ResponseBuilder render(AuthorizationRequest request, String token) {
        var redirect = URI.create(request.redirect());
        var content = """
                <p>An application %s%s asks to use Quilt on your behalf.</p>
                <p class="caption">%s</p>
                <p class="host">%s</p>
                <p>It will be able to read and change what you can read and change in Quilt.</p>
                <p class="warning"><strong>Continue only if you started this just now.</strong>
                If a link or a message brought you here, cancel.</p>
                <form method="post" action="/%s">
                <input type="hidden" name="%s" value="%s">
                <button class="primary" name="%s" value="%s">Continue</button>
                <button name="%s" value="%s">Cancel</button>
                </form>
                <p class="note">You sign in to Quilt on the next page. This server is %s.</p>""".formatted(
                        name(request.client().name()),
                        publisher(request.clientId()),
                        caption(redirect),
                        DisplayText.escape(SignInPage.target(redirect)),
                        SignIn.CONSENT,
                        TOKEN,
                        DisplayText.escape(token),
                        DECISION,
                        CONTINUE,
                        DECISION,
                        CANCEL,
                        DisplayText.escape(publicOrigin.getRawAuthority()));
        return SignInPage.of(200, "Connect an application to Quilt?", content);
    }

    private static String name(String name) {
        var clean = DisplayText.clean(name);
        return clean.isEmpty()
                ? "that gives no name"
                : "that calls itself <strong><bdi>" + DisplayText.escape(clean) + "</bdi></strong>";
    }

    /** Returns who vouches for the name: the host of a client's metadata document, or nobody. */
    private static String publisher(String clientId) {
        return ClientDocumentReader.isDocumentUrl(clientId)
                ? ", published at <strong>"
                        + DisplayText.escape(URI.create(clientId).getHost()) + "</strong>,"
                : "";
    }

    private static String caption(URI redirect) {
        if (RedirectPolicy.isLoopback(redirect)) {
            return "Access is given to a program on this device, at";
        }
        return redirect.getScheme().equalsIgnoreCase("https")
                ? "Access is given to"
                : "Access is given to the program on this device that opens addresses with";
    }
}
