package com.quiltdata.mcp.tools;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.PackageToolset;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.TokenCounter;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer about packages and their files is larger than its budget, and what is cut can be had to its end. */
final class LargestPackageResultsTest {
    private static final int BUDGET = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PackageName NAME = new PackageName("lab-1", "n/p");
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private final ReadOnlyPackages stored = new ReadOnlyPackages();
    private final MemoryObjects objects = new MemoryObjects();
    private final Inventory inventory = new Inventory(List.of(PackageToolset.of(
            new PackagePorts(
                    _ -> List.of(),
                    stored,
                    UnusablePorts.port(PackageWriter.class),
                    stored,
                    objects,
                    objects,
                    UnusablePorts.port(WorkflowReader.class),
                    UnusablePorts.port(BrowsingSessions.class),
                    UnusablePorts.port(CatalogInfoReader.class),
                    CatalogSite.parse("https://open.quiltdata.com"),
                    Duration.ofMinutes(3)),
            ParquetFiles.reader())));
    private final Runner runner = new Runner(
            inventory,
            new Limits(Duration.ofMinutes(5), 10, 10, 1_000_000, 1 << 21),
            Validators.newValidator(),
            new Meters(MetricsLevel.STANDARD, new MetricRegistry()),
            caller -> {});

    private Result.Success within(String tool, Map<String, ?> arguments) {
        var result = runner.run(inventory.find(tool).orElseThrow(), JSON.valueToTree(arguments), Calls.any());
        assertThat(result).as(String.valueOf(result)).isInstanceOf(Result.Success.class);
        var success = (Result.Success) result;
        var structured = success.structured();
        assertThat(TokenCounter.count(success.text()) + TokenCounter.count(structured.toString()))
                .as(tool)
                .isLessThanOrEqualTo(BUDGET);
        assertThat(structured.get("truncated").asBoolean()
                        && structured.path("note").isMissingNode())
                .isFalse();
        return success;
    }

    /** Everything that is told from one offset to the next. */
    private List<String> all(String tool, Map<String, ?> arguments, Function<ObjectNode, List<String>> told) {
        var all = new ArrayList<String>();
        var asked = new HashMap<String, Object>(arguments);
        for (var more = true; more; ) {
            var answer = within(tool, asked).structured();
            all.addAll(told.apply(answer));
            more = answer.has("next_offset");
            assertThat(answer.get("truncated").asBoolean()).isEqualTo(more);
            asked.put("offset", answer.path("next_offset").asLong());
        }
        return all;
    }

    private static Manifest manifest(String hash, List<PackageEntry.File> files) {
        return new Manifest(hash, null, null, null, files, Map.of());
    }

    private static List<PackageEntry.File> files(String folder) {
        return IntStream.range(0, 3000)
                .mapToObj(i -> file("%s/plate-%03d/well-%06d.ome.tiff".formatted(folder, i / 1000, i), "c" + i))
                .toList();
    }

    @Test
    void offsetsOfAListReturnEachPackageOnce() {
        for (int i = 0; i < 2_500; i++) {
            stored.with(new PackageName("lab-1", "experiments-x1y2/plate-%06d".formatted(i)), manifest(A, List.of()));
        }

        var names = all("packages_list", Map.of("registry", "lab-1"), answer -> {
            var told = new ArrayList<String>();
            answer.get("packages").forEach(name -> told.add(name.asText()));
            return told;
        });

        assertThat(names).hasSize(2_500).isSorted().doesNotHaveDuplicates();
        var page = within("package_list", Map.of("bucket", "lab-1", "per_page", 1000));
        assertThat(page.structured().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void truncatesLongHistoriesAndNotesHowToContinue() {
        for (int i = 0; i < 100; i++) {
            stored.with(NAME, new Manifest("%064x".formatted(i), "x1y2 ".repeat(500), null, null, List.of(), Map.of()));
        }

        var answer = within("package_revisions", Map.of("bucket", "lab-1", "name", "n/p", "per_page", 100));

        var shown = answer.structured().get("revisions").size();
        assertThat(answer.structured().get("note").asText()).contains("page=2 and per_page=" + shown);
    }

    @Test
    void truncatesALongMessageAndNotesWhereItIs() {
        stored.with(NAME, new Manifest(A, "x1y2 ".repeat(150_000), null, null, List.of(), Map.of()));
        var named = Map.of("bucket", "lab-1", "name", "n/p");

        for (var message : List.of(
                within("package_revisions", named).structured().at("/revisions/0/message"),
                within("package_revision", named).structured().get("message"),
                within("package_browse", named).structured().get("message"))) {
            assertThat(message.asText())
                    .startsWith("x1y2 x1y2")
                    .endsWith("4,000 of 750,000 characters; the message is in s3://lab-1/.quilt/packages/" + A + "]");
        }
    }

    @Test
    void omitsTooLargeMetadataValuesButKeepsTheirKeys() {
        stored.with(NAME, new Manifest(A, null, Map.of("k", "x1y2".repeat(50_000)), null, List.of(), Map.of()));
        stored.with(NAME, manifest(B, List.of()));

        var answer = within("package_diff", Map.of("package1_name", "n/p", "registry", "lab-1"));

        assertThat(answer.structured().at("/header/metadata/removed")).hasToString("[\"k\"]");
        assertThat(answer.structured().at("/header/metadata").has("values")).isFalse();
        assertThat(answer.structured().get("note").asText()).contains("package_revision");
    }

    @Test
    void omitsTooLargeMetadata() {
        stored.with(NAME, new Manifest(A, null, Map.of("x", "x1y2".repeat(50_000)), null, List.of(), Map.of()));

        var answer = within("package_revision", Map.of("bucket", "lab-1", "name", "n/p"));

        assertThat(answer.structured().has("metadata")).isFalse();
        assertThat(answer.structured().get("revision").asText()).isEqualTo(A);
    }

    @Test
    void offsetsOfADiffReturnEachChangeOnceWithFullCounts() {
        stored.with(NAME, manifest(A, files("before"))).with(NAME, manifest(B, files("after")));

        var renamed = all(
                "package_diff",
                Map.of("package1_name", "n/p", "registry", "lab-1", "package1_hash", A, "package2_hash", B),
                answer -> {
                    assertThat(answer.at("/counts/renamed").asInt()).isEqualTo(3000);
                    return answer.at("/diff/renamed").findValuesAsText("to");
                });

        assertThat(renamed).hasSize(3000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void offsetsOfAPackageReturnEachFileOnceWithFullCounts() {
        stored.with(NAME, manifest(A, files("data")));

        var keys = all("package_browse", Map.of("package_name", "n/p", "registry", "lab-1"), answer -> {
            assertThat(answer.at("/summary/total_files").asInt()).isEqualTo(3000);
            return answer.get("entries").findValuesAsText("logical_key");
        });

        assertThat(keys).hasSize(3000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void omitsATooLargeMetadataDiff() {
        var keys = new HashMap<String, Object>();
        IntStream.range(0, 20_000).forEach(i -> keys.put("key-x1y2-" + i, i));
        stored.with(NAME, new Manifest(A, null, keys, null, List.of(), Map.of()));
        stored.with(NAME, manifest(B, files("after")));

        var answer = within("package_diff", Map.of("package1_name", "n/p", "registry", "lab-1", "package1_hash", A));

        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
        assertThat(answer.structured().at("/counts/added").asInt()).isEqualTo(3000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.jsonl", "t.txt", "t.bin"})
    void readsEveryFormatWithinTheBudget(String key) {
        var noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        objects.with(
                        "lab-1",
                        "t.csv",
                        ("id,name\n" + "1,caf\u00e9 \ud83e\uddec\n".repeat(50_000)).getBytes(UTF_8),
                        "text/csv")
                .with("lab-1", "t.jsonl", "{\"id\":1,\"name\":\"x1y2\"}\n".repeat(50_000))
                .with("lab-1", "t.txt", "a1b2 ".repeat(900_000))
                .with("lab-1", "t.bin", noise, "application/octet-stream");

        var answer = within(
                "object_read", Map.of("uri", "s3://lab-1/" + key, "max_bytes", 10_485_760, "include_data", true));

        assertThat(answer.structured().get("next_offset").asLong()).isPositive();
        assertThat(answer.blocks()).hasSize(1).first().isInstanceOf(ContentBlock.ResourceLink.class);
    }

    @Test
    void imageDoesNotReduceTheTextBudget() {
        var picture = new byte[500_000];
        new Random(1).nextBytes(picture);
        System.arraycopy(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, 0, picture, 0, 3);
        objects.with("lab-1", "x.jpg", picture, "image/jpeg");

        var answer = within("object_read", Map.of("uri", "s3://lab-1/x.jpg"));

        assertThat(answer.blocks()).hasSize(1).first().isInstanceOf(ContentBlock.ImageContent.class);
    }
}
