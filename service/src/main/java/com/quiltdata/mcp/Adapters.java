package com.quiltdata.mcp;

import com.quiltdata.mcp.admission.VerdictCache;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.athena.AthenaCatalog;
import com.quiltdata.mcp.catalog.athena.AthenaSettings;
import com.quiltdata.mcp.catalog.docs.DocsSite;
import com.quiltdata.mcp.catalog.graphql.GraphQlCatalog;
import com.quiltdata.mcp.catalog.http.BoundedClientBuilder;
import com.quiltdata.mcp.catalog.http.ResponseBounds;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.BoundedObjectReader;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.parquet.HardwoodParquetReader;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.catalog.rest.RestSearch;
import com.quiltdata.mcp.catalog.restricted.RestrictedAccessReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedBrowsingSessions;
import com.quiltdata.mcp.catalog.restricted.RestrictedBucketConfigReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedBucketConfigWriter;
import com.quiltdata.mcp.catalog.restricted.RestrictedBucketReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedManifestReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedObjectReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedObjectWriter;
import com.quiltdata.mcp.catalog.restricted.RestrictedPackageReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedPackageWriter;
import com.quiltdata.mcp.catalog.restricted.RestrictedSearchReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedTabulatorReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedTabulatorWriter;
import com.quiltdata.mcp.catalog.restricted.RestrictedVersionReader;
import com.quiltdata.mcp.catalog.restricted.RestrictedWorkflowReader;
import com.quiltdata.mcp.catalog.s3.S3Catalog;
import com.quiltdata.mcp.catalog.s3.S3Settings;
import com.quiltdata.mcp.catalog.search.SearchBackends;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.catalog.shared.CallerReads;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sts.StsIdentityReader;
import com.quiltdata.mcp.catalog.sts.StsSettings;
import com.quiltdata.mcp.catalog.tabulator.TabulatorPorts;
import com.quiltdata.mcp.catalog.trino.TrinoStatementParser;
import com.quiltdata.mcp.config.LimitsSection;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The implementations of the catalog port; {@code openBreakers} returns the upstreams whose breaker is open. */
record Adapters(
        GraphQlCatalog graphql,
        RestCatalog rest,
        AwsAdapters aws,
        WorkflowReader workflows,
        SearchReader search,
        DocsReader docs,
        VerdictCache verdicts,
        CallerReads reads,
        Supplier<List<String>> openBreakers,
        ByteBudget budget) {
    private static final int MAX_IMAGE_BYTES = 512 * 1024;
    private static final int BYTES_PER_TOKEN = 8;

    static Adapters of(
            McpConfiguration configuration, Environment environment, ByteBudget budget, ExchangeRecorder exchanges) {
        var catalog = configuration.catalog();
        var memory = new MemoryBudget(budget);
        var breakers = breakers(configuration.breaker(), exchanges.meters());
        var http = http(configuration, environment, memory, exchanges).behind(breakers);
        var verdicts = new VerdictCache(configuration.admission().ttl(), InstantSource.system());
        var rest = RestCatalog.of(
                http, catalog.base().toString(), catalog.registry().toString(), verdicts, configuration.optimization());
        var sharing = new SharedAdapters(configuration.optimization(), new CallerReads(exchanges.meters()));
        environment.lifecycle().manage(http);
        var aws = aws(configuration, rest, new Shared(memory, exchanges, breakers, sharing, environment.lifecycle()));
        var reuse = new PerCallCache(configuration.optimization());
        var graphql = sharing.of(GraphQlCatalog.of(http, catalog.graphql().toString(), reuse, verdicts, rest.judge()));
        var search = new SearchBackends(
                List.of(graphql.search(), RestSearch.of(http, catalog.registry().toString(), graphql.buckets())),
                graphql.buckets());
        return new Adapters(
                restricted(graphql, aws.s3().manifests()),
                rest,
                aws,
                new RestrictedWorkflowReader(sharing.workflows(aws.s3().reader(), reuse)),
                new RestrictedSearchReader(sharing.of(search)),
                docs(configuration, http),
                verdicts,
                sharing.reads(),
                breakers::open,
                budget);
    }

    /** What all adapters share. */
    private record Shared(
            MemoryBudget memory,
            ExchangeRecorder exchanges,
            BreakerRegistry breakers,
            SharedAdapters sharing,
            LifecycleEnvironment lifecycle) {}

    private static AwsAdapters aws(McpConfiguration configuration, RestCatalog rest, Shared shared) {
        var memory = shared.memory();
        var exchanges = shared.exchanges();
        var breakers = shared.breakers();
        var credentials = rest.credentials();
        var sharing = shared.sharing();
        var s3 = S3Catalog.of(credentials, s3(configuration), memory, exchanges, breakers);
        var identity = StsIdentityReader.of(credentials, sts(configuration), memory, exchanges, breakers);
        var athena = AthenaCatalog.of(
                athena(configuration), new AthenaCatalog.Parts(credentials, rest.info(), memory, exchanges, breakers));
        List.of(s3.resources(), identity, athena.resources()).forEach(shared.lifecycle()::manage);
        return new AwsAdapters(restricted(sharing.of(s3)), sharing.of(identity), sharing.of(athena));
    }

    /** Returns the adapters that refuse buckets which the connection may not use, and files stored there. */
    private static GraphQlCatalog restricted(GraphQlCatalog graphql, ManifestReader manifests) {
        return new GraphQlCatalog(
                graphql.identity(),
                new RestrictedBucketReader(graphql.buckets()),
                new RestrictedPackageReader(graphql.packages()),
                new RestrictedPackageWriter(graphql.changes(), manifests),
                new RestrictedBrowsingSessions(graphql.sessions(), manifests),
                graphql.search(),
                graphql.judge(),
                graphql.account(),
                restricted(graphql.admin()),
                new TabulatorPorts(
                        new RestrictedTabulatorReader(graphql.tabulator().tables()),
                        new RestrictedTabulatorWriter(graphql.tabulator().changes())));
    }

    private static AdminPorts restricted(AdminPorts admin) {
        return new AdminPorts(
                admin.identity(),
                admin.users(),
                admin.userChanges(),
                admin.roles(),
                admin.roleChanges(),
                admin.settings(),
                admin.settingChanges(),
                new RestrictedBucketConfigReader(admin.buckets()),
                new RestrictedBucketConfigWriter(admin.bucketChanges()));
    }

    private static S3Catalog restricted(S3Catalog s3) {
        return new S3Catalog(
                new RestrictedObjectReader(s3.reader()),
                new RestrictedVersionReader(s3.versions()),
                new RestrictedObjectWriter(s3.writer()),
                new RestrictedManifestReader(s3.manifests()),
                new RestrictedAccessReader(s3.access()),
                s3.resources());
    }

    S3Catalog s3() {
        return aws.s3();
    }

    ParquetReader parquet() {
        return new HardwoodParquetReader(memory());
    }

    MemoryBudget memory() {
        return new MemoryBudget(budget);
    }

    SqlPorts sql() {
        var athena = aws.athena();
        return new SqlPorts(new TrinoStatementParser(), athena.queries(), athena.workgroups(), athena.tables());
    }

    /** Returns adapters that read no more of an object than a result holds: 8 bytes per token; text has about 4. */
    Adapters forTools(LimitsSection limits) {
        var reader = new BoundedObjectReader(
                aws.s3().reader(), Math.max(MAX_IMAGE_BYTES, limits.answerTokens() * BYTES_PER_TOKEN));
        return new Adapters(
                graphql, rest, aws.withReader(reader), workflows, search, docs, verdicts, reads, openBreakers, budget);
    }

    private static UpstreamHttp http(
            McpConfiguration configuration, Environment environment, MemoryBudget memory, ExchangeRecorder exchanges) {
        return new UpstreamHttp(
                new BoundedClientBuilder(environment.metrics()),
                McpApplication.version(),
                configuration.catalog().timeout(),
                new ResponseBounds(configuration.limits().upstreamBytes(), memory),
                exchanges);
    }

    private static S3Settings s3(McpConfiguration configuration) {
        var aws = configuration.aws();
        var manifestBytes = configuration.limits().manifestBytes();
        return new S3Settings(
                aws.s3Endpoint(), aws.region(), configuration.catalog().timeout(), manifestBytes);
    }

    private static StsSettings sts(McpConfiguration configuration) {
        var aws = configuration.aws();
        return new StsSettings(
                aws.stsEndpoint(), aws.region(), configuration.catalog().timeout());
    }

    private static AthenaSettings athena(McpConfiguration configuration) {
        var aws = configuration.aws();
        return new AthenaSettings(
                aws.athenaEndpoint(),
                aws.glueEndpoint(),
                aws.region(),
                configuration.sql().workgroup(),
                configuration.catalog().timeout());
    }

    private static BreakerRegistry breakers(McpConfiguration.BreakerSection section, Meters meters) {
        return new BreakerRegistry(section.on(), section.openTime(), meters, Clock.systemUTC());
    }

    private static DocsReader docs(McpConfiguration configuration, UpstreamHttp http) {
        var site = configuration.docs().site();
        return site == null ? DocsReader.off() : new DocsSite(site, http.documents());
    }
}
