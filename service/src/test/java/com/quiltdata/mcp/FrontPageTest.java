package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.page.FrontPage;
import com.quiltdata.mcp.page.PageFacts;
import com.quiltdata.mcp.page.PageFacts.Access;
import com.quiltdata.mcp.page.PageState;
import com.quiltdata.mcp.testing.ClientsPage;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Selection;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page at {@code /} says, against the inventory, the clients' page and the stories. */
final class FrontPageTest {
    private static final int MAX_BYTES = 300_000;
    private static final String ENDPOINT = "https://mcp.example.com/mcp";
    private static final Inventory INVENTORY = Everything.inventory();
    private static final Pattern MARK = Pattern.compile("\\{\\{.*?\\}\\}");

    /** Snippets of which the clients' page says what to leave out of the one with a token. */
    private static final Set<String> DERIVED = Set.of("cursor--sign-in", "vs-code--sign-in", "mcporter--sign-in");

    private static FrontPage page(@Nullable String endpoint, Access access, String toolsets) {
        return new FrontPage(
                new PageFacts(endpoint, URI.create("https://quilt.example.com"), access, "1.2.3"),
                Selection.of(INVENTORY, toolsets));
    }

    private static String html(FrontPage page, PageState state) {
        return StandardCharsets.UTF_8.decode(page.in(state).bytes(false)).toString();
    }

    private static Document document(FrontPage page) {
        return Jsoup.parse(html(page, new PageState(true, List.of())));
    }

    /** The pages of token and sign-in together, with {@code URL} as the endpoint, as the clients' page has it. */
    private static Map<String, String> readSnippets() {
        var all = new HashMap<String, String>();
        for (var access : List.of(Access.TOKEN, Access.SIGN_IN)) {
            document(page("URL", access, "standard"))
                    .select("pre[id]")
                    .forEach(pre -> all.put(pre.id(), pre.wholeText()));
        }
        return all;
    }

    private static final Map<String, String> SNIPPETS = readSnippets();

    static Stream<String> snippetNames() {
        return SNIPPETS.keySet().stream()
                .filter(name -> !DERIVED.contains(name))
                .sorted();
    }

    @Test
    void listsTheToolsThatTheDeploymentListsWithTheirEffectsAndArguments() {
        var selection = Selection.of(INVENTORY, "standard");
        var document = document(page(ENDPOINT, Access.TOKEN, "standard"));
        var shown = document.select(".tools").getFirst().select(".tool");
        assertThat(shown).hasSize(selection.listedNames().size());
        for (var entry : Inventory.listing(selection)) {
            var name = entry.path("name").textValue();
            var tool = Objects.requireNonNull(document.getElementById("tool-" + name));
            assertThat(tool.select("summary").text())
                    .contains(name, entry.path("title").textValue());
            assertThat(tool.select("> p").text())
                    .isEqualTo(entry.path("description").textValue().replace("`", ""));
            assertThat(tool.select(".arguments li > code:first-child").eachText())
                    .containsExactly(entry.at("/inputSchema/properties").properties().stream()
                            .map(Map.Entry::getKey)
                            .toArray(String[]::new));
            assertThat(tool.select(".kind").eachText().stream().filter(it -> it.contains("required")))
                    .hasSize(entry.at("/inputSchema/required").size());
            assertThat(tool.select(".effect").text()).isEqualTo(word(selection, name));
        }
    }

    private static String word(Selection selection, String name) {
        return switch (selection.inventory().find(name).orElseThrow().spec().effect()) {
            case Effect.READ -> "reads";
            case Effect.WRITE -> "adds";
            case Effect.OVERWRITE -> "can overwrite";
            case Effect.DESTROY -> "deletes";
        };
    }

    @Test
    void showsWhatMayBeChosenAndNothingThatMayNotRun() {
        var document = document(page(ENDPOINT, Access.TOKEN, "standard"));
        assertThat(document.getElementById("tool-athena_query_execute")).isNotNull();
        assertThat(document.getElementById("tool-admin_user_create")).isNull();
        var readOnly = document(page(ENDPOINT, Access.TOKEN, "standard,readonly"));
        assertThat(readOnly.select(".effect").eachText()).isNotEmpty().containsOnly("reads");
        assertThat(readOnly.select("[data-story=package-from-prefix]")).isEmpty();
        assertThat(readOnly.select(".endpoint").text()).contains("read-only");
        var full = document(page(ENDPOINT, Access.TOKEN, "full"));
        assertThat(full.select(".tools")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void hasEveryClientAndNoPlaceholderOfItsTemplate(Access access) {
        for (var endpoint : new String[] {ENDPOINT, null}) {
            var page = page(endpoint, access, "standard");
            var document = document(page);
            assertThat(document.select("#picker a").eachAttr("href"))
                    .containsExactlyElementsOf(document.select("div.client").eachAttr("id").stream()
                            .map("#"::concat)
                            .toList())
                    .hasSize(13);
            assertThat(html(page, new PageState(true, List.of()))).doesNotContainPattern(MARK);
            assertThat(document.select("input").eachAttr("type")).containsExactly("search");
        }
    }

    @Test
    void showsAPlaceholderThatNamesItsVariableWhereTheEndpointIsUnknown() {
        var document = document(page(null, Access.TOKEN, "standard"));
        assertThat(document.select(".endpoint").text())
                .contains("https://YOUR-SERVER/mcp", "QUILT_MCP_PUBLIC_URL", "https://mcp.example.com");
        assertThat(document.select("a.button")).isEmpty();
    }

    @Test
    void saysWhichClientsNeedTheSignIn() {
        var off = document(page(ENDPOINT, Access.TOKEN, "standard"));
        assertThat(off.select("div.client:has(.needs)").eachAttr("id"))
                .containsExactly("claude", "chatgpt", "databricks", "benchling");
        var on = document(page(ENDPOINT, Access.SIGN_IN, "standard"));
        assertThat(on.select(".needs")).isEmpty();
        assertThat(on.select(".endpoint").text()).contains("Sign in with Quilt");
        assertThat(document(page(ENDPOINT, Access.BROKER, "standard"))
                        .select(".endpoint")
                        .text())
                .contains("Sign in with your organization");
    }

    @Test
    void namesToolsetsAfterOneSlashAlsoWhereTheEndpointEndsWithOne() {
        var document = document(page(ENDPOINT + "/", Access.BROKER, "standard"));
        assertThat(document.select("#chatgpt--sign-in").text()).isEqualTo(ENDPOINT + "/x/standard,chatgpt");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneClickLinksContainNoTokenOnlyItsSource(boolean signIn) {
        var document = document(page(ENDPOINT, signIn ? Access.SIGN_IN : Access.TOKEN, "standard"));
        var cursor = after("cursor://anysphere.cursor-deeplink/mcp/install?name=quilt&config=", document, "cursor");
        var entry = json(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8));
        assertThat(entry.path("url").asText()).isEqualTo(ENDPOINT);
        assertThat(entry.at("/headers/Authorization").asText()).isEqualTo(signIn ? "" : "Bearer ${env:QUILT_TOKEN}");
        var code = (ObjectNode) json(after("vscode:mcp/install?", document, "vs-code"));
        var file = snippet(document, signIn ? "vs-code--sign-in" : "vs-code--token");
        assertThat(code.remove("name").asText()).isEqualTo("quilt");
        assertThat(Objects.requireNonNullElse(code.remove("inputs"), MissingNode.getInstance()))
                .isEqualTo(file.path("inputs"));
        assertThat(code).isEqualTo(file.at("/servers/quilt"));
    }

    /** Returns the rest of a client's link, decoded. */
    private static String after(String start, Document document, String client) {
        var link = document.select("#" + client + " a.button").attr("href");
        assertThat(link).startsWith(start);
        var rest = link.substring(start.length());
        assertThat(rest).matches("[\\w%.!~*'():@$,;-]+");
        return URLDecoder.decode(rest, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String snippet(String name) {
        return Objects.requireNonNull(SNIPPETS.get(name));
    }

    private static JsonNode snippet(Document document, String id) {
        return json(Objects.requireNonNull(document.getElementById(id)).wholeText());
    }

    /** One thing is written once: what differs here is stale there, or the other way round. */
    @ParameterizedTest
    @MethodSource("snippetNames")
    void snippetsAreThoseOfTheClientsSection(String name) {
        assertThat(ClientsPage.snippets(name.replaceAll("--.*", "")))
                .as("%s in page.html and runbook/clients.md", name)
                .extracting(ClientsPage.Snippet::text)
                .contains(snippet(name) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor", "vs-code", "mcporter"})
    void signInNeedsOnlyTheUrlOfTheSnippetWithAToken(String client) {
        var token = (ObjectNode) json(snippet(client + "--token"));
        token.findParents("headers").forEach(it -> ((ObjectNode) it).remove("headers"));
        token.remove("inputs");
        assertThat(json(snippet(client + "--sign-in"))).isEqualTo(token);
    }

    @Test
    void questionsAreThoseOfTheStories() {
        var questions = document(page(ENDPOINT, Access.TOKEN, "standard")).select("[data-story]");
        assertThat(questions).hasSizeBetween(5, 8);
        for (var question : questions) {
            var story = StoryPage.of(StoryPage.FOLDER.resolve(question.attr("data-story") + ".md"));
            assertThat(question.select("h3").text()).isEqualTo(story.title());
            assertThat(question.select("pre").text()).isEqualTo(story.request());
            assertThat(story.tools()).contains(question.attr("data-tool"));
        }
    }

    @Test
    void showsTheStateAndNamesWhatIsDegraded() {
        var page = page(ENDPOINT, Access.TOKEN, "standard");
        assertThat(state(page, new PageState(true, List.of())).text()).isEqualTo("All is well");
        assertThat(state(page, new PageState(true, List.of("catalog", "s3"))).text())
                .isEqualTo("Degraded: cannot reach catalog, s3");
        assertThat(state(page, new PageState(false, List.of())).text()).startsWith("Not serving");
        var state = new PageState(true, List.of());
        assertThat(page.in(state)).as("rendered once in a state").isSameAs(page.in(state));
    }

    private static Element state(FrontPage page, PageState state) {
        return Objects.requireNonNull(Jsoup.parse(html(page, state)).getElementById("state"));
    }

    @Test
    void everythingIsInThePageAndItIsLight() {
        var page = page(ENDPOINT, Access.SIGN_IN, "full,admin");
        var document = document(page);
        assertThat(document.select("[src], [style], link:not([href^=data:]), [onclick], iframe, form"))
                .isEmpty();
        assertThat(document.select("script, style")).hasSize(2);
        assertThat(document.select("[hidden]").eachAttr("id"))
                .as("needs the script")
                .containsExactly("search");
        assertThat(page.in(new PageState(true, List.of())).bytes(false).remaining())
                .isLessThan(MAX_BYTES);
    }
}
