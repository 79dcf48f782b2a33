package com.quiltdata.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.ChatGptToolset;
import com.quiltdata.mcp.PackageToolset;
import com.quiltdata.mcp.SummaryToolset;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.catalog.tabulator.TabulatorPorts;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.MemoryWorkflows;
import com.quiltdata.mcp.testing.NoPackages;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.tools.access.AccessToolset;
import com.quiltdata.mcp.tools.catalog.CatalogToolset;
import com.quiltdata.mcp.tools.charts.ChartsToolset;
import com.quiltdata.mcp.tools.metadata.MetadataToolset;
import com.quiltdata.mcp.tools.objects.BucketToolset;
import com.quiltdata.mcp.tools.sql.SqlToolset;
import com.quiltdata.mcp.tools.tabulator.TabulatorToolset;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolsetsTest {
    private static List<Toolset> toolsets() {
        var objects = new MemoryObjects();
        var site = CatalogSite.parse("https://open.quiltdata.com");
        var resources =
                new ResourceInventory(List.of(), List.of(), List.of(), new ResourceCache(Duration.ZERO, _ -> {}), 1024);
        return List.of(
                BucketToolset.of(caller -> List.of(), objects, objects, objects),
                CatalogToolset.of(site, new NoPackages(), resources),
                PackageToolset.of(SamplePorts.of(new NoPackages(), objects), ParquetFiles.reader()),
                SummaryToolset.of(SamplePorts.of(new NoPackages(), objects)),
                MetadataToolset.of(new MemoryWorkflows()),
                AccessToolset.of(
                        caller -> List.of(),
                        UnusablePorts.port(AccessReader.class),
                        UnusablePorts.port(AwsIdentityReader.class),
                        UnusablePorts.all(AccountPorts.class)),
                ChatGptToolset.of(
                        site,
                        UnusablePorts.port(SearchReader.class),
                        UnusablePorts.port(DocsReader.class),
                        new NoPackages(),
                        objects),
                TabulatorToolset.of(
                        UnusablePorts.all(TabulatorPorts.class),
                        UnusablePorts.port(IdentityReader.class),
                        caller -> List.of()),
                SqlToolset.of(
                        UnusablePorts.all(SqlPorts.class),
                        new SqlSettings(true, SqlSettings.CostGuard.OFF, Long.MAX_VALUE, BigDecimal.valueOf(5)),
                        UnusablePorts.port(CatalogInfoReader.class),
                        objects),
                ChartsToolset.of(
                        new NoPackages(),
                        objects,
                        UnusablePorts.port(ParquetReader.class),
                        new MemoryBudget(ByteBudget.of(0))));
    }

    static Stream<Tool<?, ?>> tools() {
        return toolsets().stream().flatMap(set -> set.tools().stream());
    }

    @Test
    void listsToolsInOrder() {
        assertThat(toolsets())
                .extracting(Toolset::name)
                .containsExactly(
                        "buckets",
                        "catalog",
                        "packages",
                        "summaries",
                        "metadata",
                        "access",
                        "chatgpt",
                        "tabulator",
                        "sql",
                        "charts");
        assertThat(tools().map(tool -> tool.spec().name()))
                .containsExactly(
                        "bucket_list",
                        "bucket_objects_list",
                        "bucket_object_info",
                        "bucket_object_text",
                        "bucket_object_fetch",
                        "bucket_object_link",
                        "bucket_objects_put",
                        "bucket_object_upload_link",
                        "bucket_summary",
                        "s3_object_list",
                        "s3_object_info",
                        "s3_object_link",
                        "s3_object_put",
                        "catalog_url",
                        "catalog_uri",
                        "catalog_link",
                        "catalog_configure",
                        "get_resource",
                        "packages_list",
                        "package_list",
                        "package_browse",
                        "package_revision",
                        "package_revisions",
                        "package_diff",
                        "package_entry_link",
                        "package_browse_session",
                        "object_read",
                        "package_create",
                        "package_update",
                        "package_patch",
                        "package_delete",
                        "package_create_from_s3",
                        "package_promote",
                        "package_restore",
                        "generate_quilt_summarize_json",
                        "create_quilt_summary_files",
                        "generate_package_visualizations",
                        "package_add_summary",
                        "workflow_list",
                        "validate_metadata_structure",
                        "fix_metadata_validation_issues",
                        "list_metadata_templates",
                        "get_metadata_template",
                        "create_metadata_from_template",
                        "show_metadata_examples",
                        "check_bucket_access",
                        "discover_permissions",
                        "role_switch",
                        "api_keys_list",
                        "api_key_revoke",
                        "search",
                        "fetch",
                        "tabulator_table_list",
                        "tabulator_tables_list",
                        "tabulator_table_create",
                        "tabulator_table_set",
                        "tabulator_table_delete",
                        "tabulator_table_rename",
                        "athena_query",
                        "athena_query_results",
                        "athena_query_stop",
                        "athena_query_execute",
                        "tabulator_query_execute",
                        "tabulator_bucket_query",
                        "athena_statement_execute",
                        "athena_query_validate",
                        "athena_tables_list",
                        "athena_table_schema",
                        "tabulator_list_buckets",
                        "athena_query_export",
                        "create_data_visualization");
    }

    @Test
    void onlyTheNamedToolsWrite() {
        assertThat(tools().filter(tool -> tool.spec().effect() != Effect.READ))
                .extracting(tool -> tool.spec().name())
                .containsExactly(
                        "bucket_objects_put",
                        "bucket_object_upload_link",
                        "s3_object_put",
                        "package_create",
                        "package_update",
                        "package_patch",
                        "package_delete",
                        "package_create_from_s3",
                        "package_promote",
                        "package_restore",
                        "package_add_summary",
                        "role_switch",
                        "api_key_revoke",
                        "tabulator_table_create",
                        "tabulator_table_set",
                        "tabulator_table_delete",
                        "tabulator_table_rename",
                        "athena_query_stop",
                        "athena_statement_execute",
                        "athena_query_export");
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyComponentIsDescribed(Tool<?, ?> tool) {
        for (var record : List.of(tool.spec().input(), tool.spec().output())) {
            for (var component : record.getRecordComponents()) {
                assertThat(component.getAnnotation(Doc.class))
                        .as("%s of %s", component, record)
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void noComponentIsBothNullableAndDefaulted(Tool<?, ?> tool) {
        assertThat(Arrays.stream(tool.spec().input().getRecordComponents())
                        .filter(component -> component.isAnnotationPresent(Default.class))
                        .filter(component -> Arrays.stream(
                                        component.getAnnotatedType().getAnnotations())
                                .anyMatch(it ->
                                        it.annotationType().getSimpleName().equals("Nullable"))))
                .isEmpty();
    }
}
