package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.resources.AppPages;
import com.quiltdata.mcp.testing.AppHost;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.AppView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages for MCP Apps in a real browser, in a host that speaks the extension. Needs Chromium; without it this is
 * skipped, unless the environment says FOREIGN_CLIENTS=required.
 */
@Tag("process")
final class AppIT {
    private static final int TAB = 9;
    private static final String ENTER = "\r";
    private static final Map<String, Object> TOOL =
            Map.of("context", Map.of("toolInfo", Map.of("tool", Map.of("name", "package_browse"))));

    private static AppHost host;
    private static TestServer server;

    @BeforeAll
    static void start() {
        if (!ForeignPrograms.runs("chromium")) {
            ForeignPrograms.skip("The pages of MCP Apps in a browser are SKIPPED: chromium is not on PATH.");
        }
        host = AppHost.start();
        server = TestServer.onSandbox(Map.of("QUILT_MCP_ALLOWED_ORIGINS", host.origin()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (host != null) {
            host.close();
        }
    }

    /** The page asks no other host, runs nothing that its policy forbids, and logs nothing. */
    @AfterEach
    void hasNoComplaints() {
        assertThat(host.chromium().complaints()).isEmpty();
    }

    private static Map<String, String> endpoint() {
        return Map.of(
                "endpoint",
                server.uri("/mcp").toString(),
                "token",
                SandboxProcess.shared().token("writer"));
    }

    private static JsonNode lastCall() {
        var calls = host.sent("tools/call");
        return calls.get(calls.size() - 1).path("params");
    }

    private static String focus() {
        return host.evaluate("document.activeElement.id || document.activeElement.textContent")
                .asText();
    }

    @Test
    void browsesThePackagesOfTheServer() {
        var meta = host.run(endpoint(), "packages_list", Map.of("registry", "s3://quilt-example"));
        assertThat(meta.at("/ui/csp/connectDomains")).isEmpty();
        host.press("examples/hurdat");
        host.press("data/");
        host.await("document.querySelector('[aria-current=page]')?.textContent === 'data'");
        assertThat(lastCall().path("name").asText()).isEqualTo("package_browse");
        assertThat(lastCall().at("/arguments/path").asText()).isEqualTo("data");
        assertThat(lastCall().at("/arguments/revision").asText())
                .as("the revision that was listed, even if there is a newer one")
                .hasSize(64);
        assertThat(focus()).isEqualTo("title");
        assertThat(host.texts("nav li")).containsExactly("All files", "data");
        host.press("All files");
        host.await("!document.querySelector('nav')");
        assertThat(host.texts("tbody th")).contains("README.md", "data/", "notes/");
        host.press("Back to the list");
        assertThat(host.texts("h1")).containsExactly("Packages");
        assertThat(host.texts("tbody th")).contains("examples/hurdat");
    }

    @Test
    void showsTheRowsOfTheServerPartByPart() {
        host.run(endpoint(), "bucket_objects_list", Map.of("bucket", "quilt-example", "max_keys", 2));
        host.awaitStatus("Shows 2 rows");
        var first = host.texts("tbody th");
        assertThat(host.texts(".notes")).isNotEmpty();
        host.press("Next rows");
        host.await("document.querySelector('tbody th').textContent !== '" + first.getFirst() + "'");
        assertThat(lastCall().at("/arguments/max_keys").asInt()).isEqualTo(2);
        assertThat(lastCall().at("/arguments/continuation_token").asText()).isNotEmpty();
        assertThat(host.texts("tbody th")).doesNotContainAnyElementsOf(first);
    }

    @Test
    void showsTheHitsOfASearchOfTheServer() {
        host.run(endpoint(), "search_objects", Map.of("query", "storms"));
        host.awaitStatus("row");
        assertThat(host.texts("thead th")).contains("bucket", "key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package_browse | {'registry': 'quilt-example', 'package_name': 'examples/hurdat', 'top': 2} | The package: 2 of",
                "package_browse | {'registry': 'quilt-example', 'package_name': 'examples/hurdat', 'path': 'data/storms.csv'}"
                        + " | data/storms.csv: 1 item.",
                "search_packages | {'query': 'storms'} | package",
                "bucket_list | {} | rows.",
                "package_revisions | {'bucket': 'quilt-example', 'name': 'examples/hurdat'} | Shows 3 rows.",
                "athena_query | {'sql': 'SELECT * FROM lab.storms'} | Shows 8 rows.",
                "athena_tables_list | {'database': 'lab'} | Shows 4 rows.",
                "create_data_visualization | {'data': [{'g': 'a', 'y': 2}, {'g': 'a', 'y': 3}, {'g': 'b', 'y': null}],"
                        + " 'plot_type': 'boxplot', 'x_column': 'g', 'y_column': 'y'} | data has 1 row."
            })
    void showsWhatTheServerReturns(String tool, String arguments, String status) {
        var settings = new HashMap<>(endpoint());
        settings.put("endpoint", server.uri("/mcp/x/standard,sql").toString());
        var json = TestServer.json(arguments.replace('\'', '"'));
        host.run(settings, tool, new ObjectMapper().convertValue(json, new TypeReference<Map<String, ?>>() {}));
        host.awaitStatus(status);
        assertThat(host.texts("#error")).allMatch(String::isEmpty);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TABLE | {'state': 'RUNNING', 'execution_id': '1', 'query': 'SELECT 1'} | The query still runs",
                "TABLE | {'columns': [], 'formatted_data': [], 'state': 'SUCCEEDED', 'truncated': true} | there may be some",
                "TABLE | {'objects': [], 'is_truncated': true} | there may be some",
                "TABLE | {'objects': []} | There are no rows.",
                "PACKAGE | {'packages': [], 'incomplete': ['bucket-2']} | there may be some",
                "PACKAGE | {'packages': []} | There are no packages.",
                "PACKAGE | {'package_name': 'a/b', 'entries': [], 'total_entries': 3} | there may be some",
                "PACKAGE | {'package_name': 'a/b', 'entries': [], 'total_entries': 0} | There are no files."
            })
    void saysThatThereAreNoneOnlyIfThatIsKnown(AppView view, String result, String status) {
        host.open(AppPages.html(AppExamples.SITE, view), TOOL);
        host.show(Map.of(), Map.of("structuredContent", TestServer.json(result.replace('\'', '"'))));
        host.awaitStatus(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PACKAGE | {'package_name': {'a': 1}, 'entries': [null, 1, {'logical_key': 5, 'size': 'big'}]}",
                "PACKAGE | {'package_name': 'a/b', 'entries': [], 'summary': {'file_types': 'csv'}}",
                "PACKAGE | {'packages': [null, [1], {'name': {'a': 1}}], 'page': 'x', 'warnings': [{'a': 1}]}",
                "PACKAGE | {'packages': {'a': 1}, 'entries': 'none'}",
                "TABLE | {'columns': [null], 'formatted_data': [1]}",
                "TABLE | {'columns': 'x', 'formatted_data': 5}",
                "TABLE | {'rows': [[1, 2], null, 'x', {'a': {'b': []}}], 'total': '7'}",
                "TABLE | {'entries': {}, 'visualization_config': {}}",
                "CHART | {'visualization_config': [], 'data_file': 5, 'metadata': {'left_out': [null, 1]}}",
                "CHART | {'visualization_config': {'option': {'series': 5, 'title': [], 'dataset': {'source': 'a'}}}}",
                "CHART | {'visualization_config': {'option': {'series': [{'type': 'heatmap', 'data': [1, null]}]}}}",
                "CHART | {'rows': []}"
            })
    void showsSomethingOfAnyForm(AppView view, String result) {
        host.open(AppPages.html(AppExamples.SITE, view), TOOL);
        host.show(Map.of(), Map.of("structuredContent", TestServer.json(result.replace('\'', '"')), "content", 5));
        host.await("document.getElementById('content').innerText.trim() !== ''"
                + " && !document.getElementById('status').className.includes('busy')");
        assertThat(host.evaluate("document.body.innerText").asText()).doesNotContain("[object");
    }

    @Test
    void saysThatTheHostHasNotAnsweredAndStillWaitsForIt() {
        host.open(AppPages.html(AppExamples.SITE, AppView.TABLE), Map.of("silent", true));
        host.awaitStatus("The host has not answered this page");
        assertThat(host.texts("label")).containsExactly("Result of a Quilt tool, as JSON");
        host.chromium().evaluate("answer(host.seen[0].id)");
        host.awaitStatus("Waiting for the result");
        assertThat(host.texts("label")).isEmpty();
        host.show(Map.of(), AppExamples.result("rows"));
        host.await("document.querySelector('table')");
    }

    @Test
    void showsTheResultOfAHostThatHasNotAnswered() {
        AppExamples.show(host, AppView.PACKAGE, "package", Map.of("silent", true));
        host.await("document.getElementById('error').textContent.includes('The host has not answered this page')");
        assertThat(host.texts("tbody th")).contains("data/");
        assertThat(host.texts("tbody button")).as("it could load nothing").isEmpty();
        host.chromium().evaluate("answer(host.seen[0].id)");
        host.await("document.querySelector('tbody button')");
        assertThat(host.texts("#error")).allMatch(String::isEmpty);
    }

    @Test
    void aNewResultReplacesWhatIsStillLoading() {
        AppExamples.show(host, AppView.PACKAGE, "package");
        host.chromium().evaluate("void (callTool = () => new Promise(done => { host.late = done; }))");
        host.press("data/");
        host.awaitStatus("Loading data");
        host.show(Map.of(), Map.of("structuredContent", Map.of("packages", List.of("team/new"))));
        host.await("document.querySelector('h1').textContent === 'Packages'");
        var late = AppExamples.result("package").path("structuredContent");
        host.chromium().evaluate("void host.late({ result: { structuredContent: %s } })".formatted(late));
        host.chromium()
                .evaluate("post({ method: 'ui/notifications/host-context-changed', params: { theme: 'dark' } })");
        host.await("document.documentElement.dataset.theme === 'dark'");
        assertThat(host.texts("h1")).containsExactly("Packages");
        host.show(Map.of(), AppExamples.result("package"));
        host.await("document.querySelector('h1').textContent !== 'Packages'");
        assertThat(host.texts("button")).as("of an earlier result").doesNotContain("Back to the list");
    }

    @Test
    void showsNamesOfStrangersAsText() {
        AppExamples.show(host, AppView.PACKAGE, "hostile-package");
        assertThat(host.texts("h1")).containsExactly("team/<script>alert(1)</script>");
        assertThat(host.texts("tbody th"))
                .contains(
                        "<img src=x onerror=parent.postMessage('pwned','*')>.csv",
                        "[U+202E]gpj.exe",
                        "a[U+0000]b[U+200B]c.txt");
        assertThat(host.evaluate(
                                "document.querySelectorAll('img, b, i, u, iframe, object, svg:not(.icon), [onerror],"
                                        + " [onload], [onfocus], [autofocus], a:not([href^=\"https://catalog.example.com/\"])').length")
                        .asInt())
                .isZero();
        assertThat(host.evaluate("document.scripts.length").asInt()).isEqualTo(1);
        assertThat(host.evaluate("document.title").asText()).isEqualTo("team/<script>alert(1)</script>");
        assertThat(host.texts("tbody summary")).singleElement().asString().endsWith("(3,004 characters)");
        assertThat(host.evaluate("document.body.textContent").asText())
                .as("links that carry rights are not shown")
                .doesNotContain("evil.example");
    }

    @Test
    void opensPagesOfTheCatalogByTheHost() {
        AppExamples.show(host, AppView.PACKAGE, "package");
        host.press("Open in the catalog");
        assertThat(host.sent("ui/open-link").at("/0/params/url").asText())
                .startsWith("https://catalog.example.com/b/quilt-example/packages/examples/hurdat/tree/bbbfafc7");
    }

    @Test
    void keepsLinksWithinTheCatalog() {
        AppExamples.show(host, AppView.PACKAGE, "hostile-package");
        assertThat(host.evaluate("document.querySelector('a').href").asText())
                .startsWith("https://catalog.example.com/b/bucket%22%3E%3Cimg%20src%3Dx%3E/packages/team/%3Cscript%3E");
    }

    @Test
    void showsNoLinkWithoutHttpsOrAHostThatOpensIt() {
        AppExamples.show(host, AppView.PACKAGE, "package", Map.of("capabilities", Map.of("serverTools", Map.of())));
        assertThat(host.texts("a")).isEmpty();
        host.open(AppPages.html(CatalogSite.parse("http://catalog.example.com"), AppView.PACKAGE), TOOL);
        host.show(Map.of(), AppExamples.result("package"));
        host.await("document.querySelector('table')");
        assertThat(host.texts("a")).isEmpty();
    }

    @Test
    void offersNoCallsInAHostWithoutThem() {
        AppExamples.show(host, AppView.PACKAGE, "package", Map.of("capabilities", Map.of()));
        assertThat(host.texts("tbody th")).contains("data/");
        assertThat(host.texts("tbody button")).isEmpty();
    }

    @Test
    void saysThatAListIsCutAndLoadsTheRest() {
        AppExamples.show(host, AppView.PACKAGE, "hostile-package");
        assertThat(host.texts("caption")).containsExactly("12 of 5,000 items");
        var rest = (ObjectNode) AppExamples.result("package").path("structuredContent");
        rest.put("total_entries", 19);
        host.results(
                "package_browse",
                List.of(
                        Map.of("error", Map.of("code", -32000, "message", "<b>The server</b> is busy.")),
                        Map.of("result", Map.of("content", List.of(), "structuredContent", rest))));
        host.press("Show more");
        host.await("document.getElementById('error').textContent !== ''");
        assertThat(host.texts("#error p")).containsExactly("<b>The server</b> is busy.");
        assertThat(host.texts("caption")).containsExactly("12 of 5,000 items");
        host.press("Try again");
        host.await("document.querySelector('caption').textContent === '19 items'");
        assertThat(lastCall().at("/arguments/offset").asInt()).isEqualTo(12);
        assertThat(host.texts("#error")).allMatch(String::isEmpty);
    }

    @Test
    void showsRefusalsAsText() {
        host.open(AppPages.html(AppExamples.SITE, AppView.TABLE), Map.of());
        host.show(
                Map.of(),
                Map.of(
                        "isError",
                        true,
                        "content",
                        List.of(Map.of("type", "text", "text", "No <i>right</i> to read."))));
        host.await("document.getElementById('error').textContent !== ''");
        assertThat(host.texts("#error")).containsExactly("No <i>right</i> to read.");
    }

    @Test
    void readsResultsThatAreTextOnly() {
        var result = (ObjectNode) AppExamples.result("rows");
        result.remove("structuredContent");
        host.open(AppPages.html(AppExamples.SITE, AppView.TABLE), Map.of());
        host.show(Map.of(), result);
        host.awaitStatus("Shows 12 rows");
        assertThat(host.texts("thead th")).contains("storm", "deaths");
    }

    @Test
    void showsResultsOfAnUnknownFormAsTheyAre() {
        host.open(AppPages.html(AppExamples.SITE, AppView.PACKAGE), Map.of());
        host.show(Map.of(), Map.of("content", List.of(), "structuredContent", Map.of("other", "form")));
        host.await("document.querySelector('pre')");
        assertThat(host.texts("pre").getFirst()).contains("\"other\": \"form\"");
        assertThat(host.texts("#error").getFirst()).contains("another form");
    }

    @Test
    void showsAMissingValueAsMissingNotAsZero() {
        AppExamples.show(host, AppView.TABLE, "rows");
        assertThat(host.texts("tbody tr:nth-child(5) td:last-child")).containsExactly("—no value");
        assertThat(host.texts("tbody tr:first-child td:last-child")).containsExactly("0");
    }

    @Test
    void sortsByTheKeyboard() {
        AppExamples.show(host, AppView.TABLE, "rows");
        host.chromium().evaluate("frame.focus()");
        for (var step = 0; step < 8 && !focus().equals("deaths"); step++) {
            host.chromium().key("Tab", TAB);
            assertThat(host.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText())
                    .isNotEqualTo("none");
        }
        host.chromium().character("Enter", ENTER);
        host.chromium().character("Enter", ENTER);
        assertThat(host.evaluate("document.activeElement.parentElement.getAttribute('aria-sort')")
                        .asText())
                .isEqualTo("descending");
        assertThat(host.texts("tbody tr:first-child td:last-child")).containsExactly("77");
        assertThat(host.texts("tbody tr:last-child td:last-child")).containsExactly("—no value");
    }

    @Test
    void showsAChartWithItsData() {
        AppExamples.show(host, AppView.CHART, "chart");
        host.await("document.querySelector('img').naturalWidth === 800");
        assertThat(host.evaluate("document.querySelector('img').alt").asText())
                .isEqualTo("Chart: Storms by decade. The table below has its data.");
        host.evaluate("document.querySelector('details').open = true");
        assertThat(host.texts("thead th")).containsExactly("decade", "named", "major");
        assertThat(host.texts("tbody tr:last-child > *")).containsExactly("2020s", "96", "—no value");
    }

    @Test
    void readsTheDataOfAChartFromItsFile() {
        AppExamples.show(host, AppView.CHART, "points");
        host.evaluate("document.querySelector('details').open = true");
        assertThat(host.texts("thead th")).containsExactly("pressure", "wind", "name, \"season\"");
        assertThat(host.texts("tbody tr:nth-child(1) > *")).containsExactly("899", "165", "Allen, 1980");
        assertThat(host.texts("tbody tr:nth-child(2) > *")).containsExactly("888.5", "—no value", "Gilbert");
        assertThat(host.texts("tbody tr")).hasSize(3);
        assertThat(host.texts("tbody b")).isEmpty();
        assertThat(host.texts("dd")).containsExactly("scatter", "2", "3", "1 row: wind is empty");
    }

    @Test
    void followsTheThemeOfTheHost() {
        AppExamples.show(host, AppView.TABLE, "rows", Map.of("context", Map.of("theme", "light")));
        var ground = "getComputedStyle(document.body).backgroundColor";
        assertThat(host.evaluate(ground).asText()).isEqualTo("rgb(255, 255, 255)");
        host.chromium()
                .evaluate("post({ method: 'ui/notifications/host-context-changed', params: { theme: 'dark' } })");
        host.await(ground + " === 'rgb(27, 30, 42)'");
    }

    @Test
    void takesTheColorsOfTheHostOnlyTogether() {
        var one = Map.of("--color-background-primary", "#000000");
        AppExamples.show(
                host,
                AppView.TABLE,
                "rows",
                Map.of("context", Map.of("theme", "light", "styles", Map.of("variables", one))));
        assertThat(host.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(255, 255, 255)");
    }

    @Test
    void reportsItsHeight() {
        AppExamples.show(host, AppView.TABLE, "rows");
        host.await("document.querySelector('table')");
        host.chromium().evaluate("""
                new Promise(done => { const look = () => frame.clientHeight > 300 ? done(true) : setTimeout(look, 5); look(); })""");
        assertThat(host.evaluate("document.documentElement.scrollHeight <= innerHeight")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void hearsNoWindowButItsHost() {
        AppExamples.show(host, AppView.TABLE, "rows");
        host.evaluate("""
                new Promise(done => {
                  addEventListener('message', () => setTimeout(done, 0), { once: true });
                  postMessage({ jsonrpc: '2.0', method: 'ui/notifications/tool-cancelled', params: {} }, '*');
                })""");
        assertThat(host.texts("#status")).noneMatch(it -> it.contains("cancelled"));
    }

    @ParameterizedTest
    @CsvSource({"PACKAGE, package", "TABLE, rows", "CHART, chart"})
    void showsAPastedResultWithoutAHost(AppView view, String example) throws IOException {
        paste(view, AppExamples.result(example).path("structuredContent").toString());
        assertThat(host.chromium()
                        .evaluate("document.querySelectorAll('a').length")
                        .asInt())
                .as("links, which only a host opens")
                .isZero();
    }

    @Test
    void showsAPastedResponseWithoutAHost() throws IOException {
        paste(AppView.TABLE, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":%s}".formatted(AppExamples.result("rows")));
    }

    /** Pastes a text into a page that no host has opened, and waits for a table. */
    private static void paste(AppView view, String text) throws IOException {
        var file = Files.createDirectories(Path.of("target", "app")).resolve(view.id() + ".html");
        Files.writeString(file, AppPages.html(AppExamples.SITE, view));
        var chromium = host.chromium();
        chromium.open(file.toAbsolutePath().toUri().toString());
        assertThat(chromium.evaluate("document.getElementById('status').textContent")
                        .asText())
                .contains("No host has opened it");
        chromium.evaluate("document.getElementById('pasted').focus()");
        chromium.type(text);
        chromium.press("Show the result");
        chromium.evaluate("""
                new Promise(done => { const look = () => document.querySelector('table') ? done(true) : setTimeout(look, 5); look(); })""");
    }
}
