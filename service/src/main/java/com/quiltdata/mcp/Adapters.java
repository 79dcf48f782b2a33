package com.quiltdata.mcp;

import com.quiltdata.mcp.admission.Verdicts;
import com.quiltdata.mcp.breaker.BreakerSettings;
import com.quiltdata.mcp.breaker.Breakers;
import com.quiltdata.mcp.catalog.BoundedObjectReader;
import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.SearchBackends;
import com.quiltdata.mcp.catalog.SearchReader;
import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.catalog.docs.DocsSite;
import com.quiltdata.mcp.catalog.graphql.GraphQlCatalog;
import com.quiltdata.mcp.catalog.http.AnswerBounds;
import com.quiltdata.mcp.catalog.http.BoundedClientBuilder;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.catalog.rest.RestSearch;
import com.quiltdata.mcp.catalog.s3.S3Catalog;
import com.quiltdata.mcp.catalog.s3.S3Settings;
import com.quiltdata.mcp.catalog.workflows.BucketWorkflows;
import com.quiltdata.mcp.config.LimitsSection;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.traces.Exchanges;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/**
 * The port's adapters, each managed: one pool to the catalog and registry, one S3, one site of documentation.
 *
 * @param verdicts what the adapters have learnt about callers' tokens
 * @param breakers of each upstream
 * @param budget of the bytes that requests hold
 */
record Adapters(
        GraphQlCatalog graphql,
        RestCatalog rest,
        S3Catalog s3,
        WorkflowReader workflows,
        SearchReader search,
        DocsReader docs,
        Verdicts verdicts,
        Breakers breakers,
        ByteBudget budget) {
    private static final int SHOWN_IMAGE = 512 * 1024;
    private static final int TOKEN = 8;

    static Adapters of(
            McpConfiguration configuration, Environment environment, ByteBudget budget, Exchanges exchanges) {
        var catalog = configuration.catalog();
        var memory = new BytesInHand(budget);
        var breakers = new Breakers(
                new BreakerSettings(configuration.breaker().on(), configuration.breaker().openTime()),
                exchanges.meters(),
                Clock.systemUTC());
        var http = new UpstreamHttp(
                        new BoundedClientBuilder(environment.metrics()),
                        McpApplication.version(),
                        catalog.timeout(),
                        new AnswerBounds(configuration.limits().upstreamBytes(), memory),
                        exchanges)
                .behind(breakers);
        environment.lifecycle().manage(http);
        var verdicts = new Verdicts(configuration.admission().ttl(), InstantSource.system());
        var rest = RestCatalog.of(
                http, catalog.base().toString(), catalog.registry().toString(), verdicts);
        var aws = configuration.aws();
        var settings = new S3Settings(
                aws.s3Endpoint(),
                aws.region(),
                catalog.timeout(),
                configuration.limits().manifestBytes());
        var s3 = S3Catalog.of(rest.credentials(), settings, memory, exchanges, breakers);
        environment.lifecycle().manage(s3.resources());
        var reuse = Reuse.when(configuration.optimization());
        var graphql = GraphQlCatalog.of(http, catalog.graphql().toString(), reuse, verdicts, rest.judge());
        var search = new SearchBackends(
                List.of(graphql.search(), RestSearch.of(http, catalog.registry().toString(), graphql.buckets())));
        var docs = docs(configuration, environment);
        return new Adapters(
                graphql, rest, s3, BucketWorkflows.over(s3.reader(), reuse), search, docs, verdicts, breakers, budget);
    }

    /** Adapters for tools, which read no more of an object than an answer carries: text has some 4 bytes a token. */
    Adapters answering(LimitsSection limits) {
        var reader = new BoundedObjectReader(s3.reader(), Math.max(SHOWN_IMAGE, limits.answerTokens() * TOKEN));
        return new Adapters(graphql, rest, s3.reading(reader), workflows, search, docs, verdicts, breakers, budget);
    }

    private static DocsReader docs(McpConfiguration configuration, Environment environment) {
        var site = configuration.docs().site();
        if (site == null) {
            return DocsReader.off();
        }
        var docs = new DocsSite(site, configuration.catalog().timeout());
        environment.lifecycle().manage(new AutoCloseableManager(docs));
        return docs;
    }
}
