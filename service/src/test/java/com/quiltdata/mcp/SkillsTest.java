package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.McpRequests.META;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.hash.Hashing;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.resources.ResourcePorts;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Skill;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The skills are valid, true of this server's tools, offered only where their tools are, and served in both eras. */
final class SkillsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Inventory TOOLS = Everything.inventory();
    private static final ResourceDirectory RESOURCES = ResourceInventory.of(
            CatalogSite.parse("http://localhost:8080"),
            UnusablePorts.all(ResourcePorts.class),
            new ResourceCache(Duration.ZERO, _ -> {}),
            1024);
    private static final Pattern CODE = Pattern.compile("`([a-z][a-z0-9_]*)(?:=[^`]*)?`");
    private static final Pattern URI = Pattern.compile("[a-z-]+://[a-z_/]+(?=[`\"])");
    private static final String MAKE = "skill://quilt-make-package/SKILL.md";

    private final McpServer server = server();

    private static McpServer server() {
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        var limits = new Limits(Duration.ofSeconds(10), 10, 10, 1000, 100_000);
        var runner = new Runner(TOOLS, limits, Validators.newValidator(), meters, _ -> {});
        var prompts = new PromptInventory(List.of(), (_, _) -> Completer.Suggestions.NONE);
        var methods = Methods.of("1.2.3", Selection.of(TOOLS, "standard"), RESOURCES, prompts, runner);
        return Protocols.of(methods, methods, runner, meters, RequestStateSigner.random());
    }

    static List<Skill> skills() {
        return RESOURCES.skills();
    }

    private static String text(Skill skill) {
        var content = RESOURCES.read(skill.uri(), Calls.any()).orElseThrow();
        return ((Body.Text) content.body()).text();
    }

    @ParameterizedTest
    @MethodSource("skills")
    void isAValidShortSkillWhoseDigestIsThatOfItsFile(Skill skill) throws IOException {
        var text = text(skill);
        assertThat(text).startsWith("---\n");
        assertThat(new YAMLMapper().readTree(text.substring(4, text.indexOf("\n---\n"))))
                .isEqualTo(skill.frontmatter());
        var name = skill.frontmatter().path("name").asText();
        assertThat(skill.uri()).isEqualTo("skill://" + name + "/SKILL.md");
        assertThat(name).matches("(?!.*--)[a-z0-9][a-z0-9-]{0,62}[a-z0-9]");
        assertThat(skill.frontmatter().path("description").asText()).hasSizeBetween(60, 1024);
        assertThat(skill.frontmatter().fieldNames()).toIterable().containsExactly("name", "description", "license");
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(60);
        assertThat(skill.resources()).singleElement().satisfies(file -> {
            assertThat(file.uri()).isEqualTo(skill.uri());
            assertThat(file.size()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
            assertThat(file.digest()).isEqualTo("sha256:" + Hashing.sha256().hashString(text, StandardCharsets.UTF_8));
        });
        assertThat(RESOURCES.entries())
                .filteredOn(entry -> entry.uri().equals(skill.uri()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo(name);
                    assertThat(entry.description())
                            .isEqualTo(skill.frontmatter().path("description").asText());
                });
    }

    /** What is in code is a tool, or an argument or a result's field of a tool that the skill names. */
    @ParameterizedTest
    @MethodSource("skills")
    void namesOnlyToolsArgumentsAndFieldsThatExist(Skill skill) {
        var names = CODE.matcher(text(skill)).results().map(it -> it.group(1)).toList();
        var known = new HashSet<String>();
        for (var tool : Inventory.descriptors(TOOLS.tools())) {
            if (names.contains(tool.path("name").asText())) {
                known.add(tool.path("name").asText());
                Stream.of("inputSchema", "outputSchema")
                        .forEach(schema -> tool.at("/" + schema + "/properties")
                                .fieldNames()
                                .forEachRemaining(known::add));
            }
        }
        assertThat(known).hasSizeGreaterThan(10);
        assertThat(known).containsAll(names);
    }

    @Test
    void pageHasEverySkill() throws IOException {
        assertThat(Files.readString(Path.of("..", "runbook", "skills.md")))
                .contains(skills().stream()
                        .map(skill ->
                                "skills/" + skill.frontmatter().path("name").asText() + "/SKILL.md")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("skills")
    void namesOnlyResourcesThatExist(Skill skill) {
        assertThat(RESOURCES.entries())
                .extracting(ResourceDirectory.Entry::uri)
                .containsAll(
                        URI.matcher(text(skill)).results().map(it -> it.group()).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "standard, quilt-search quilt-make-package quilt-tabulator-table",
        "'standard,sql', quilt-search quilt-make-package quilt-tabulator-table quilt-sql",
        "readonly, quilt-search",
        "packages, ''"
    })
    void areOfferedOnlyWhereTheirToolsAre(String toolsets, String names) {
        var here = RESOURCES.where(Selection.of(TOOLS, toolsets));
        var uris = names.isEmpty()
                ? Set.<String>of()
                : Set.copyOf(Stream.of(names.split(" "))
                        .map(name -> "skill://" + name + "/SKILL.md")
                        .toList());

        assertThat(here.skills()).extracting(Skill::uri).containsExactlyInAnyOrderElementsOf(uris);
        assertThat(here.entries())
                .extracting(ResourceDirectory.Entry::uri)
                .filteredOn(uri -> uri.startsWith("skill:"))
                .containsExactlyInAnyOrderElementsOf(uris);
        assertThat(here.read(MAKE, Calls.any()).isPresent()).isEqualTo(uris.contains(MAKE));
    }

    private JsonNode send(String era, String method, String params) {
        var modern = era.equals("2026-07-28");
        var all = Stream.of(params, modern ? META : "")
                .filter(it -> !it.isEmpty())
                .toList();
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}"
                .formatted(method, String.join(",", all));
        var headers = McpRequests.headers(era, modern ? method : null, null);
        var inbound = McpRequests.request(Caller.of("t"), "r", headers);
        try {
            var response = server.handle(server.read(body.getBytes(StandardCharsets.UTF_8)), inbound);
            return JSON.readTree(((McpResponse.Body) response).json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-07-28, server/discover", "2025-11-25, initialize"})
    void areDeclaredListedAndReturnedInBothEras(String era, String start) {
        assertThat(send(era, start, "")
                        .at("/result/capabilities/extensions/io.modelcontextprotocol~1skills")
                        .isObject())
                .isTrue();
        var listed = send(era, "skills/list", "").path("result");
        assertThat(listed.path("skills")).hasSize(3);
        var got = send(era, "skills/get", "\"uri\":\"" + MAKE + "\"").path("result");
        assertThat(got.path("skill")).isEqualTo(listed.at("/skills/1"));
        assertThat(got.at("/skill/uri").asText()).isEqualTo(MAKE);
        assertThat(Stream.of(listed, got).map(it -> it.path("cacheScope").asText()))
                .containsOnly(era.equals("2026-07-28") ? "public" : "");
        assertThat(send(era, "skills/get", "\"uri\":\"skill://none/SKILL.md\"")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }
}
