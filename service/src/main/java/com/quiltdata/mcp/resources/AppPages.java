package com.quiltdata.mcp.resources;

import com.google.common.html.HtmlEscapers;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.html.PageSecurity;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages that hosts with MCP Apps show beside a result: one document each, without anything from elsewhere. */
public final class AppPages {
    /** The scripts that all pages share, in the order in which they run; that of the page runs before the last. */
    private static final List<String> SHARED = List.of("elements", "bridge", "grid");

    private AppPages() {}

    /** Returns the pages, whose links open pages of this catalog only. */
    static List<Resource> of(CatalogSite site) {
        return List.of(
                page(site, AppView.PACKAGE, "Package browser", "The page that shows packages and their files."),
                page(site, AppView.TABLE, "Table", "The page that shows the rows of a query, a search or a list."),
                page(site, AppView.CHART, "Chart", "The page that shows a chart and its data."));
    }

    private static Resource page(CatalogSite site, AppView view, String title, String description) {
        var entry = new Entry(view.uri(), view.id(), title, description, AppView.MEDIA_TYPE);
        var body = new Body.Text(html(site, view));
        return new Resource(entry, false, _ -> body);
    }

    /** Returns the HTML of a page. */
    public static String html(CatalogSite site, AppView view) {
        var style = text("style.css");
        var script = Stream.of(SHARED.stream(), Stream.of(view.id(), "start"))
                .flatMap(names -> names)
                .map(name -> text(name + ".js"))
                .collect(Collectors.joining("", "\n(() => {\n'use strict';\n", "})();\n"));
        return text("page.html")
                .replace("{style}", PageSecurity.source(style))
                .replace("{script}", PageSecurity.source(script))
                .replace("{catalog}", HtmlEscapers.htmlEscaper().escape(site.base()))
                .replace("/*style*/", style)
                .replace("/*script*/", script);
    }

    private static String text(String name) {
        return PlatformResources.text("/app/" + name);
    }
}
