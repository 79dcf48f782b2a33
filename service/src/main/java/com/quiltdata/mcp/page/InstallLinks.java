package com.quiltdata.mcp.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Links that add the server to a client in one click. They contain no token, only where the client gets it.
 *
 * @param withToken whether the client has to send a token, because it cannot sign in
 */
record InstallLinks(String url, boolean withToken) {
    private static final String NAME = "quilt";
    private static final String TOKEN = "QUILT_TOKEN";

    /** Encodes every character except the unreserved ones (RFC 3986, 2.3). */
    private static final Escaper UNRESERVED = new PercentEscaper("-._~", false);

    /** Returns the link for Cursor: the server's entry in {@code mcp.json}, in Base64, as Cursor documents it. */
    String cursor() {
        var entry = JsonNodeFactory.instance.objectNode().put("url", url);
        authorize(entry, "${env:" + TOKEN + "}");
        var config = Base64.getEncoder().encodeToString(entry.toString().getBytes(StandardCharsets.UTF_8));
        return "cursor://anysphere.cursor-deeplink/mcp/install?name=" + NAME + "&config=" + UNRESERVED.escape(config);
    }

    /** Returns the link for VS Code: the server's entry in {@code mcp.json}, name and inputs, as VS Code documents it. */
    String vsCode() {
        var entry = JsonNodeFactory.instance
                .objectNode()
                .put("name", NAME)
                .put("type", "http")
                .put("url", url);
        if (withToken) {
            entry.putArray("inputs")
                    .addObject()
                    .put("type", "promptString")
                    .put("id", TOKEN)
                    .put("description", "Quilt token")
                    .put("password", true);
        }
        authorize(entry, "${input:" + TOKEN + "}");
        return "vscode:mcp/install?" + UNRESERVED.escape(entry.toString());
    }

    private void authorize(ObjectNode entry, String source) {
        if (withToken) {
            entry.putObject("headers").put("Authorization", "Bearer " + source);
        }
    }
}
