package com.quiltdata.mcp;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.config.SqlSection;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.MethodDispatcher;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.mcp.legacy.HandshakeEra;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.resources.ResourcePorts;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.RefusalHandler;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tools.access.AccessToolset;
import com.quiltdata.mcp.tools.catalog.CatalogToolset;
import com.quiltdata.mcp.tools.charts.ChartsToolset;
import com.quiltdata.mcp.tools.metadata.MetadataToolset;
import com.quiltdata.mcp.tools.objects.BucketToolset;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.search.SearchToolset;
import com.quiltdata.mcp.tools.sql.SqlToolset;
import com.quiltdata.mcp.tools.tabulator.TabulatorToolset;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds the MCP server: tools, resources, prompts, and the protocol versions it speaks. */
final class McpServerFactory {
    /** The names of all toolsets. */
    static final List<String> TOOLSETS = List.of(
            CatalogToolset.NAME,
            BucketToolset.NAME,
            PackageToolset.NAME,
            SummaryToolset.NAME,
            SearchToolset.NAME,
            MetadataToolset.NAME,
            AccessToolset.NAME,
            ChatGptToolset.NAME,
            TabulatorToolset.NAME,
            SqlToolset.NAME,
            ChartsToolset.NAME,
            AdminToolset.NAME);

    private McpServerFactory() {}

    static McpServer of(
            McpConfiguration configuration, Environment environment, Adapters adapters, ExchangeRecorder exchanges) {
        var meters = exchanges.meters();
        var site = CatalogSite.parse(configuration.catalog().base().toString());
        var sources = resourcePorts(adapters);
        var section = configuration.resources();
        var cache = new ResourceCache(section.lifetime(), hit -> meters.cacheLookup("resources", hit));
        var resources = ResourceInventory.of(site, sources, cache, section.maxBytes());
        var enabled = section.on() ? resources : null;
        var browsingTtl = Duration.ofSeconds(configuration.catalog().browsingSessionSeconds());
        var bounded = adapters.forTools(configuration.limits());
        var inventory = inventory(site, new ToolSettings(browsingTtl, sql(configuration.sql())), bounded, enabled);
        var refused = refusals(adapters, resources);
        var runner = new Runner(inventory, limits(configuration), environment.getValidator(), meters, refused)
                .auditReads(configuration.auditsReads());
        environment.lifecycle().addEventListener(CallStopper.of(configuration, runner));
        environment.lifecycle().addEventListener(DrainWatch.of(configuration));
        var codec = new Codec(configuration.http().maxBodyBytes());
        var selection = selection(inventory, configuration.tools());
        var prompts = PromptInventory.of(sources.completer());
        var methods = Methods.of(McpApplication.version(), selection, enabled, prompts, runner);
        var current = new MethodDispatcher(
                codec, methods, runner, meters, new CurrentEra(methods.about(), stateSigner(configuration)));
        var older = new MethodDispatcher(codec, methods, runner, meters, new HandshakeEra(methods.about()));
        return new McpServer(codec, List.of(current, older), exchanges.traces());
    }

    private static ResourcePorts resourcePorts(Adapters adapters) {
        var graphql = adapters.graphql();
        return new ResourcePorts(
                graphql.identity(),
                adapters.rest().info(),
                graphql.buckets(),
                graphql.packages(),
                adapters.s3().manifests(),
                adapters.s3().reader(),
                graphql.tabulator().tables(),
                adapters.sql(),
                graphql.admin().readers());
    }

    private static Selection selection(Inventory inventory, McpConfiguration.ToolsSection section) {
        return Selection.of(inventory, section.toolsets(), section.allowed());
    }

    /**
     * Returns the handler of refusals. A refused token, like a changed role, drops everything cached for the caller.
     */
    private static RefusalHandler refusals(Adapters adapters, ResourceInventory resources) {
        Consumer<Caller> forget = caller -> {
            adapters.rest().credentials().forget(caller);
            adapters.aws().athena().forget().accept(caller);
            resources.forget(caller);
            adapters.reads().forget(caller);
        };
        adapters.verdicts().onChange(forget);
        return new RefusalHandler() {
            @Override
            public void tokenRefused(Caller caller) {
                forget.accept(caller);
                adapters.verdicts().refused(caller);
            }

            @Override
            public Failure explain(Caller caller, Failure refused) {
                var bucket = refused.bucket();
                return bucket == null ? refused : explained(adapters.graphql().buckets(), caller, bucket, refused);
            }
        };
    }

    /** Explains a refusal by the role's rights, and names other buckets where the role may write if this one is read-only. */
    private static Failure explained(BucketReader buckets, Caller caller, String bucket, Failure refused) {
        var rights = buckets.rights(caller, bucket);
        var writable = rights.level() == BucketRights.Level.READ
                ? Attempt.of(() -> buckets.listWithLevels(caller).writable()).orElse(List.of())
                : List.<String>of();
        return rights.explain(refused, writable);
    }

    private static RequestStateSigner stateSigner(McpConfiguration configuration) {
        var key = configuration.http().stateKey();
        var previous = configuration.signIn().previousStateKey();
        return key == null ? RequestStateSigner.random() : RequestStateSigner.of(key, previous, InstantSource.system());
    }

    /** Returns all tools. Null {@code resources} means that they are disabled. */
    static Inventory inventory(
            CatalogSite site, ToolSettings settings, Adapters adapters, @Nullable ResourceDirectory resources) {
        var buckets = adapters.graphql().buckets();
        var s3 = adapters.s3();
        var packages = packagePorts(site, settings.browsingTtl(), adapters);
        var toolsets = List.of(
                CatalogToolset.of(site, adapters.graphql().packages(), resources),
                BucketToolset.of(buckets, s3.reader(), s3.versions(), s3.writer()),
                PackageToolset.of(packages, adapters.parquet()),
                SummaryToolset.of(packages),
                SearchToolset.of(adapters.search(), buckets, adapters.docs(), InstantSource.system()),
                MetadataToolset.of(adapters.workflows()),
                AccessToolset.of(
                        buckets,
                        s3.access(),
                        adapters.aws().identity(),
                        adapters.graphql().account()),
                ChatGptToolset.of(
                        site,
                        adapters.search(),
                        adapters.docs(),
                        adapters.graphql().packages(),
                        s3.reader()),
                TabulatorToolset.of(
                        adapters.graphql().tabulator(), adapters.graphql().identity(), buckets),
                SqlToolset.of(adapters.sql(), settings.sql(), adapters.rest().info(), s3.reader()),
                ChartsToolset.of(adapters.graphql().packages(), s3.reader(), adapters.parquet(), adapters.memory()),
                AdminToolset.of(adapters.graphql().admin()));
        return new Inventory(toolsets, text -> CatalogPageUrl.toUri(site, text));
    }

    /** Settings of single tools; {@code browsingTtl} is how long links to a package's files are valid. */
    record ToolSettings(Duration browsingTtl, SqlSettings sql) {}

    private static SqlSettings sql(SqlSection section) {
        var guard = SqlSettings.CostGuard.valueOf(section.costGuard().toUpperCase(Locale.ROOT));
        return new SqlSettings(section.allowsWrites(), guard, section.maxScanBytes(), section.usdPerTebibyte());
    }

    private static PackagePorts packagePorts(CatalogSite site, Duration browsingTtl, Adapters adapters) {
        return new PackagePorts(
                adapters.graphql().buckets(),
                adapters.graphql().packages(),
                adapters.graphql().changes(),
                adapters.s3().manifests(),
                adapters.s3().reader(),
                adapters.s3().writer(),
                adapters.workflows(),
                adapters.graphql().sessions(),
                adapters.rest().info(),
                site,
                browsingTtl);
    }

    private static Limits limits(McpConfiguration configuration) {
        var section = configuration.limits();
        return new Limits(
                section.call(configuration.catalog().timeout()),
                section.concurrentCalls(),
                section.callsOfOneCaller(),
                configuration.admission().unjudgedRequests(),
                section.callsPerMinutePerCaller(),
                section.answerBytes(),
                section.answerTokens());
    }
}
