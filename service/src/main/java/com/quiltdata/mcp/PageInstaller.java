package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.http.PageResponder;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.page.FrontPage;
import com.quiltdata.mcp.page.PageFacts;
import com.quiltdata.mcp.tool.SelectionRequest;
import org.jspecify.annotations.Nullable;

/** Builds the page at {@code /} from the configuration and the tools that are listed by default. */
final class PageInstaller {
    private PageInstaller() {}

    /** Returns the responder that serves the page; null if the page is off. */
    static @Nullable PageResponder of(McpConfiguration configuration, McpServer server) {
        if (!configuration.http().servesPage()) {
            return null;
        }
        var facts = new PageFacts(
                endpoint(configuration),
                configuration.catalog().base(),
                access(configuration),
                McpApplication.version());
        return new PageResponder(() -> new FrontPage(facts, server.select(SelectionRequest.NONE)));
    }

    /** Returns the endpoint's URL as clients enter it; null if none is configured. */
    private static @Nullable String endpoint(McpConfiguration configuration) {
        var origin = configuration.signIn().publicUrl();
        var resource = configuration.http().resource();
        return resource == null && origin != null ? origin + "/mcp" : resource;
    }

    private static PageFacts.Access access(McpConfiguration configuration) {
        if (configuration.signIn().connectUrl() != null) {
            return PageFacts.Access.SIGN_IN;
        }
        return configuration.http().issuers().isEmpty() ? PageFacts.Access.TOKEN : PageFacts.Access.BROKER;
    }
}
