package com.quiltdata.mcp.tools.packages.summaries;

import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.PLATES;
import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.input;
import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.large;
import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.summarize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GenerateQuiltSummarizeJsonTest {
    @Test
    void listsReadmeAndPreviewableFilesAsTheSchemaDemands() {
        var file = summarize(input(PLATES, "# Plates")).quiltSummarize();

        assertThat(file.key()).isEqualTo("quilt_summarize.json");
        assertThat(file.contentType()).isEqualTo("application/json");
        assertThat(SummarizeSchema.paths(file.text()))
                .containsExactly(
                        "README.md", "notes.md", "data/a.csv", "data/b.csv", "images/unknown.tiff", "images/well.png");
        assertThat(file.text())
                .contains(
                        "{\"path\":\"README.md\",\"expand\":true}",
                        "{\"path\":\"data/a.csv\",\"title\":\"data/a.csv\",\"types\":[\"perspective\"]}");
    }

    @Test
    void theFormThatTheReplacedServerReturnedIsNotAccepted() {
        assertThat(SummarizeSchema.faults("{\"package_info\": {\"name\": \"lab/plates\"}}"))
                .isNotEmpty();
        assertThat(SummarizeSchema.faults("[{\"title\": \"no path\"}]")).isNotEmpty();
        assertThat(SummarizeSchema.faults("[{\"path\": \"a\", \"types\": [\"chart\"]}]"))
                .isNotEmpty();
        assertThat(SummarizeSchema.faults("[\"a\", [{\"path\": \"b\", \"types\": [{\"name\": \"echarts\"}]}]]"))
                .isEmpty();
    }

    @Test
    void listsNoReadmeThatDoesNotExist() {
        assertThat(SummarizeSchema.paths(summarize(input(Map.of("", List.of("a.csv")), " "))
                        .quiltSummarize()
                        .text()))
                .containsExactly("a.csv");
        assertThat(SummarizeSchema.paths(summarize(input(Map.of("", List.of("a.csv", "readme.MD")), ""))
                        .quiltSummarize()
                        .text()))
                .containsExactly("readme.MD", "a.csv");
        assertThat(summarize(input(Map.of(), "")).quiltSummarize().text()).isEqualTo("[]\n");
    }

    @Test
    void listsAtMostTenFilesAndThreeOfAType() {
        var names = new ArrayList<Object>();
        for (var type : List.of("csv", "png", "txt", "json", "md", "bin")) {
            for (int i = 0; i < 5; i++) {
                names.add("f%d.%s".formatted(i, type));
            }
        }
        names.addAll(List.of(Map.of("name", "0-empty.csv", "size", 0), ".hidden.csv", "quilt_summarize.json"));

        assertThat(SummarizeSchema.paths(
                        summarize(input(Map.of("", names), "")).quiltSummarize().text()))
                .containsExactly(
                        "f0.md", "f1.md", "f2.md", "f0.csv", "f1.csv", "f2.csv", "f0.png", "f1.png", "f2.png",
                        "f0.json");
    }

    @Test
    void returnsTheFactsOfTheReplacedServer() {
        var facts = ToolJson.tree(summarize(input(PLATES, "# Plates")));

        assertThat(facts.at("/package_info").toString())
                .isEqualTo(
                        "{\"name\":\"lab/plates\",\"namespace\":\"lab\",\"package_name\":\"plates\",\"created_by\":\"ada\","
                                + "\"metadata_template\":\"genomics\",\"description\":\"Plates of January\"}");
        assertThat(facts.at("/data_summary/total_files").asInt()).isEqualTo(5);
        assertThat(facts.at("/data_summary/total_size_bytes").asLong()).isEqualTo(2_004_100);
        assertThat(facts.at("/data_summary/total_size_mb").asDouble()).isEqualTo(1.911259);
        assertThat(facts.at("/data_summary/total_size_gb").asDouble()).isEqualTo(0.001866464);
        assertThat(facts.at("/data_summary/files_without_size").asInt()).isEqualTo(1);
        assertThat(facts.at("/data_summary/file_types").toString())
                .isEqualTo("{\"csv\":2,\"md\":1,\"png\":1,\"tiff\":1}");
        assertThat(facts.at("/data_summary/file_type_distribution/tiff").toString())
                .as("unknown, not zero")
                .isEqualTo("{\"count\":1,\"files_without_size\":1}");
        assertThat(facts.at("/structure/folders/root/file_count").asInt()).isEqualTo(1);
        assertThat(facts.at("/structure/folders/data/total_size_bytes").asInt()).isEqualTo(4_000);
        assertThat(facts.at("/structure/organization_type").asText()).isEqualTo("smart_hierarchy");
        assertThat(facts.at("/source").toString()).isEqualTo("{\"bucket\":\"s3://quilt-lab\",\"prefix\":\"in/\"}");
        assertThat(facts.at("/documentation").toString())
                .isEqualTo("{\"readme_generated\":true,\"readme_length\":8,\"metadata_complete\":true}");
        assertThat(facts.at("/quilt_metadata/created_by").asText()).isEqualTo("ada");
        assertThat(facts.at("/generated_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void linksToTheConfiguredCatalogAndOnlyWhereTheBucketIsKnown() {
        var access = summarize(input(PLATES, "")).access();
        assertThat(access.catalogUrl()).isEqualTo("https://quilt.example.org/b/quilt-lab/packages/lab/plates");
        assertThat(access.browseCommand()).isEqualTo("quilt3.Package.browse('lab/plates', registry='s3://quilt-lab')");

        var unknown = new SummaryInput("lab/plates", Map.of(), PLATES, "", Map.of(), "standard");
        assertThat(summarize(unknown).access().catalogUrl()).isNull();
        assertThat(summarize(unknown).access().browseCommand()).isEqualTo("quilt3.Package.browse('lab/plates')");
        assertThat(summarize(unknown).packageInfo().version()).isNull();
        var registry = new SummaryInput(
                "lab/plates", Map.of(), PLATES, "", Map.of("bucket", "raw", "registry", "target"), "standard");
        assertThat(summarize(registry).access().catalogUrl()).contains("/b/target/");
    }

    @Test
    void aFolderNamedRootIsNotTheRoot() {
        var folders = summarize(input(Map.of("", List.of("a"), "root", List.of("b", "c")), ""))
                .structure()
                .folders();
        assertThat(folders).hasSize(2);
        assertThat(folders.get("/")).extracting(it -> it.fileCount()).isEqualTo(1);
        assertThat(folders.get("root")).extracting(it -> it.fileCount()).isEqualTo(2);
    }

    @Test
    void staysSmallAndCompleteForFiftyThousandFiles() {
        var result = summarize(input(large(50_000), "# Large"));

        assertThat(ToolJson.text(result)).hasSizeLessThan(40_000);
        assertThat(result.dataSummary().fileTypeCount()).isEqualTo(300);
        assertThat(result.dataSummary().fileTypes()).hasSize(50).containsKey("other (251 types)");
        assertThat(result.dataSummary().fileTypes().values().stream()
                        .mapToInt(it -> it)
                        .sum())
                .isEqualTo(50_000);
        assertThat(result.structure().folderCount()).isEqualTo(1_000);
        assertThat(result.structure().folders()).hasSize(50);
        assertThat(result.structure().folders().values().stream()
                        .mapToInt(it -> it.fileCount())
                        .sum())
                .isEqualTo(50_000);
        assertThat(SummarizeSchema.faults(result.quiltSummarize().text())).isEmpty();
    }

    @Test
    void sumsMoreGroupsWhereTheResultMustBeShorter() {
        var result = summarize(input(large(5_000), "# Large"));
        for (int parts = 0; parts < result.parts(); parts += 7) {
            var shorter = result.first(parts);
            assertThat(shorter.structure().folders()).hasSize(Math.max(1, parts));
            assertThat(shorter.structure().folders().values().stream()
                            .mapToInt(it -> it.fileCount())
                            .sum())
                    .isEqualTo(5_000);
            assertThat(shorter.structure().folderCount()).isEqualTo(1_000);
        }
    }

    @Test
    void leavesOutMetadataThatIsTooLongToRepeat() {
        var result = summarize(input(PLATES, ""));
        var reduced = Objects.requireNonNull(result.withoutMetadata());
        assertThat(reduced.quiltMetadata()).isNull();
        assertThat(reduced.note()).contains("quilt_metadata is left out");
        assertThat(reduced.withoutMetadata()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plates", "a/b/c", "../etc", "lab/pl'ates", ""})
    void refusesNamesThatNoPackageHas(String name) {
        var input = new SummaryInput(name, Map.of(), PLATES, "", Map.of(), "standard");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> summarize(input))
                .withMessageStartingWith("`package_name`");
    }

    @Test
    void hostileNamesStayInsideTheJson() {
        var name = "a\"},{\"path\":\"evil\\.csv";
        var text = summarize(input(Map.of("", Collections.singletonList(name)), ""))
                .quiltSummarize()
                .text();
        assertThat(SummarizeSchema.paths(text)).containsExactly(name);
        var surrogate = summarize(input(Map.of("", List.of("\uD800.csv", "a".repeat(5_000) + ".csv")), ""));
        assertThat(SummarizeSchema.faults(surrogate.quiltSummarize().text())).isEmpty();
        assertThat(ToolJson.text(surrogate)).hasSizeLessThan(4_000);
    }
}
