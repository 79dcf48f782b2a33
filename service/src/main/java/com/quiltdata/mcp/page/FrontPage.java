package com.quiltdata.mcp.page;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import com.quiltdata.mcp.html.PageSecurity;
import com.quiltdata.mcp.page.PageFacts.Access;
import com.quiltdata.mcp.tool.Selection;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The page of one deployment, the same for all who open it. It is rendered only when the server's state changes. */
public final class FrontPage {
    private static final String STYLE = resource("style.css");
    private static final String SCRIPT = resource("script.js");

    /** Content security policy: nothing from anywhere but the page's own style and script, and its icon. */
    public static final String POLICY = "default-src 'none'; style-src %s; script-src %s; img-src data:;"
                    .formatted(PageSecurity.source(STYLE), PageSecurity.source(SCRIPT))
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Escapes values as HTML, and fails on names that have none. */
    private static final Template TEMPLATE = Mustache.compiler()
            .withLoader(name -> new StringReader(resource(name + ".html")))
            .compile(resource("page.html"));

    private final Map<String, Object> values;
    private volatile RenderedPage latest;

    /**
     * Creates the page.
     *
     * @param listed the tools that are listed to connections that choose none
     */
    public FrontPage(PageFacts facts, Selection listed) {
        values = values(facts, ToolIndex.of(listed));
        latest = render(PageState.HEALTHY);
    }

    /** Returns the page for a state of the server. */
    public RenderedPage in(PageState state) {
        var page = latest;
        if (!page.state().equals(state)) {
            page = render(state);
            latest = page;
        }
        return page;
    }

    private RenderedPage render(PageState state) {
        var all = new HashMap<>(values);
        all.put("state", state.sentence());
        all.put("stateClass", state.style());
        return RenderedPage.of(state, TEMPLATE.execute(all));
    }

    /** Returns which sections of the template apply; a section with a tool's name applies where that tool is listed. */
    private static Map<String, Boolean> sections(PageFacts facts, ToolIndex index) {
        var access = facts.access();
        var sections = new HashMap<>(Maps.asMap(index.names(), _ -> true));
        sections.put("token", access == Access.TOKEN);
        sections.put("signIn", access == Access.SIGN_IN);
        sections.put("broker", access == Access.BROKER);
        sections.put("oauth", access != Access.TOKEN);
        sections.put("known", facts.endpoint() != null);
        sections.put("readOnly", index.listed().readOnly());
        sections.put("chatgpt", index.all().listedNames().containsAll(Set.of("search", "fetch")));
        return sections;
    }

    private static Map<String, Object> values(PageFacts facts, ToolIndex index) {
        var links = new InstallLinks(facts.url(), facts.access() == Access.TOKEN);
        var further = index.further();
        var values = new HashMap<String, Object>(sections(facts, index));
        values.put("url", facts.url());
        values.put("base", CharMatcher.is('/').trimTrailingFrom(facts.url()));
        values.put("catalog", facts.catalog());
        values.put("catalogHost", facts.catalog().getAuthority());
        values.put("version", facts.version());
        values.put("cursorLink", links.cursor());
        values.put("vsCodeLink", links.vsCode());
        values.put("style", STYLE);
        values.put("script", SCRIPT);
        values.put("listedCount", index.names().size());
        values.put("listed", index.main());
        values.put("further", further);
        if (!further.isEmpty()) {
            values.put("furtherToolset", further.getLast().name());
        }
        return values;
    }

    private static String resource(String name) {
        try {
            return Resources.toString(Resources.getResource("page/" + name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
