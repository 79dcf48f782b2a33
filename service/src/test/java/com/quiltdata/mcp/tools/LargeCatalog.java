package com.quiltdata.mcp.tools;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.ChatGptToolset;
import com.quiltdata.mcp.PackageToolset;
import com.quiltdata.mcp.SummaryToolset;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.AwsIdentity;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketAccess;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.catalog.tabulator.TabulatorPorts;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.resources.ResourcePorts;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.testing.MemoryTables;
import com.quiltdata.mcp.testing.MemoryWorkflows;
import com.quiltdata.mcp.testing.NoPackages;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.TokenCounter;
import com.quiltdata.mcp.tools.access.AccessToolset;
import com.quiltdata.mcp.tools.catalog.CatalogToolset;
import com.quiltdata.mcp.tools.charts.ChartsToolset;
import com.quiltdata.mcp.tools.metadata.MetadataToolset;
import com.quiltdata.mcp.tools.objects.BucketToolset;
import com.quiltdata.mcp.tools.search.SearchToolset;
import com.quiltdata.mcp.tools.sql.SqlToolset;
import com.quiltdata.mcp.tools.tabulator.TabulatorToolset;
import io.dropwizard.jersey.validation.Validators;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;

/** Every tool on a large catalog in memory, and what its answers weigh. */
@NullUnmarked // NullAway misses the annotation of a nested type that it reads from a class file
final class LargeCatalog {
    static final String HASH = "0123456789abcdef".repeat(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(5), 10, 10, 1_000_000, 1 << 25);

    private static final SqlSettings SQL =
            new SqlSettings(true, SqlSettings.CostGuard.OFF, Long.MAX_VALUE, BigDecimal.valueOf(5));

    final MemoryObjects objects = new MemoryObjects();
    final MemoryWorkflows workflows = new MemoryWorkflows();
    List<Bucket> buckets = List.of();
    List<PackageEntry.File> files = List.of();
    Map<String, Object> metadata = Map.of();

    final MemoryTables tables = new MemoryTables();
    final MemorySql sql = new MemorySql();
    private final Inventory inventory;
    private final Runner runner;

    LargeCatalog() {
        objects.etag = "\"d41d8cd98f00b204e9800998ecf8427e-17\"";
        objects.signature = "?X-Amz-Security-Token=" + "FwoGZXIvYXdzEJr%2F".repeat(35);
        var site = CatalogSite.parse("https://open.quiltdata.com");
        var packages = new Packages();
        var sources = new ResourcePorts(
                caller -> {
                    throw new Failure.NotFound("none");
                },
                () -> {
                    throw new Failure.NotFound("none");
                },
                caller -> buckets,
                packages,
                UnusablePorts.port(ManifestReader.class),
                objects,
                tables,
                UnusablePorts.all(SqlPorts.class),
                UnusablePorts.all(AdminReaders.class));
        var resources = ResourceInventory.of(site, sources, new ResourceCache(Duration.ZERO, _ -> {}), 1 << 20);
        var findings = new LargeSearchResults();
        inventory = new Inventory(List.of(
                CatalogToolset.of(site, packages, resources),
                BucketToolset.of(caller -> buckets, objects, objects, objects),
                PackageToolset.of(SamplePorts.of(packages, objects), ParquetFiles.reader()),
                SummaryToolset.of(SamplePorts.of(packages, objects)),
                SearchToolset.of(findings, caller -> buckets, findings, InstantSource.system()),
                MetadataToolset.of(workflows),
                AccessToolset.of(
                        caller -> buckets,
                        LargeCatalog::access,
                        LargeCatalog::identity,
                        UnusablePorts.all(AccountPorts.class)),
                ChatGptToolset.of(site, findings, findings, packages, objects),
                TabulatorToolset.of(
                        new TabulatorPorts(tables, tables),
                        UnusablePorts.port(IdentityReader.class),
                        caller -> buckets),
                SqlToolset.of(sql.ports(), SQL, LargeCatalog::info, objects),
                ChartsToolset.of(packages, objects, ParquetFiles.reader(), new MemoryBudget(ByteBudget.of(0)))));
        runner = new Runner(
                inventory,
                LIMITS,
                Validators.newValidator(),
                new Meters(MetricsLevel.STANDARD, new MetricRegistry()),
                caller -> {});
    }

    private static CatalogInfo info() {
        return new CatalogInfo(
                "https://open.quiltdata.com",
                "https://registry",
                null,
                null,
                "lab-analyticsbucket-1",
                null,
                null,
                null,
                null);
    }

    private static BucketAccess access(Caller caller, String bucket) {
        var finding = new BucketAccess.Finding(
                BucketAccess.Answer.YES, "S3 returned a byte of s3://%s/%s.".formatted(bucket, "x1y2/".repeat(20)));
        return new BucketAccess(
                "us-east-1",
                finding,
                finding,
                finding,
                new BucketAccess.Properties("Enabled", "aws:kms", "arn:aws:kms:us-east-1:123456789012:key/k", false));
    }

    private static AwsIdentity identity(Caller caller) {
        return AwsIdentity.parse("arn:aws:sts::123456789012:assumed-role/r/s", "123456789012", "AROA:s");
    }

    private final class Packages extends NoPackages {
        @Override
        public PackageView view(Caller caller, PackageName name, String top, String path, int most) {
            var revision = new Revision(HASH, Instant.EPOCH, "message", metadata, null, files.size(), 99L);
            return new PackageView(revision, path, null, List.copyOf(files), files.size() <= most ? files : null);
        }
    }

    static PackageEntry.File file(int number) {
        return new PackageEntry.File(
                "data/plate-%03d/well-%06d.ome.tiff".formatted(number / 1000, number),
                1_048_576L + number,
                "s3://data-1/data/well-%06d.ome.tiff?versionId=4Ux9bQw2vY7tZ1".formatted(number),
                new PackageEntry.Hash("SHA256", HASH),
                Map.of());
    }

    static List<PackageEntry.File> files(int count) {
        return IntStream.range(0, count).mapToObj(LargeCatalog::file).toList();
    }

    /** What one answer says, and what it weighs. */
    record Answer(ObjectNode structured, int tokens, List<ContentBlock> blocks) {
        boolean truncated() {
            return structured.path("truncated").asBoolean();
        }

        String note() {
            return structured.path("note").asText();
        }
    }

    Answer ask(String tool, Map<String, ?> arguments) {
        var call = new Call(Caller.of("somebody"), "r", runner.deadline());
        var result = runner.run(inventory.find(tool).orElseThrow(), JSON.valueToTree(arguments), call);
        return switch (result) {
            case Result.Success success ->
                new Answer(success.structured(), 2 * TokenCounter.count(success.text()), success.blocks());
            case CallToolResult raw -> throw new AssertionError(raw);
            case Result.FailureResult(var failure) -> throw failure;
        };
    }
}
