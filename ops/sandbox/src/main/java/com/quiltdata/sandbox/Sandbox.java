package com.quiltdata.sandbox;

import com.quiltdata.sandbox.athena.AwsJsonApi;
import com.quiltdata.sandbox.athena.Queries;
import com.quiltdata.sandbox.athena.Tables;
import com.quiltdata.sandbox.athena.Workgroups;
import com.quiltdata.sandbox.browsing.Browser;
import com.quiltdata.sandbox.browsing.BrowsingSessions;
import com.quiltdata.sandbox.browsing.Cookies;
import com.quiltdata.sandbox.connect.Connect;
import com.quiltdata.sandbox.control.Control;
import com.quiltdata.sandbox.control.Faults;
import com.quiltdata.sandbox.control.MutationLog;
import com.quiltdata.sandbox.control.PeopleControl;
import com.quiltdata.sandbox.control.RequestLog;
import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.elastic.ElasticResponder;
import com.quiltdata.sandbox.graphql.CatalogSchema;
import com.quiltdata.sandbox.graphql.DataSources;
import com.quiltdata.sandbox.http.AwsCallReader;
import com.quiltdata.sandbox.http.AwsEndpoint;
import com.quiltdata.sandbox.http.BrowseEndpoint;
import com.quiltdata.sandbox.http.Catalog;
import com.quiltdata.sandbox.http.CatalogCallReader;
import com.quiltdata.sandbox.http.CatalogConfig;
import com.quiltdata.sandbox.http.ClockHandler;
import com.quiltdata.sandbox.http.ConnectEndpoint;
import com.quiltdata.sandbox.http.RecordingHandler;
import com.quiltdata.sandbox.http.RestApi;
import com.quiltdata.sandbox.http.Servers;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.SeedPeople;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.TabulatorTables;
import com.quiltdata.sandbox.s3.BucketProperties;
import com.quiltdata.sandbox.s3.S3Plane;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.search.Search;
import com.quiltdata.sandbox.seed.Seed;
import com.quiltdata.sandbox.sql.DuckDbEngine;
import com.quiltdata.sandbox.sts.SecurityTokenService;
import com.quiltdata.sandbox.wire.Plane;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** A running catalog, with all its parts wired together. */
final class Sandbox implements AutoCloseable {
    private final Buckets buckets = Seed.buckets();
    private final BearerTokens bearers;
    private final Server s3;
    private final Server aws;
    private final Server catalog;
    private final Server connect;
    private final Queries queries;

    Sandbox(Options options) {
        People people =
                SeedPeople.people(() -> buckets.all().stream().map(Bucket::name).toList());
        bearers = new BearerTokens(people);
        var sessions = new Sessions();
        var store = new Store();
        var control = new Control(
                new Faults(),
                new RequestLog(),
                new MutationLog(),
                new Settings(),
                new PeopleControl(people, bearers, store),
                new BucketProperties(store));

        var packages = new Packages(store);
        var search = new Search(store, packages);
        var clock = InstantSource.system();
        var browsing = new BrowsingSessions(buckets, clock);
        var tabulator = new TabulatorTables();
        // The seed and the schema take most of the start-up time, and are independent of each other.
        var filled = CompletableFuture.runAsync(() -> Seed.fill(store, buckets, packages));
        var schema = CatalogSchema.over(
                buckets,
                people,
                bearers,
                new DataSources(store, packages, search, browsing, tabulator, control.mutations()));
        filled.join();
        s3 = Servers.loopback(
                options.s3Port(),
                new RecordingHandler(
                        control,
                        new AwsCallReader(Plane.S3, sessions),
                        new ClockHandler(control.settings(), S3Plane.handler(store, sessions, control.properties()))));
        var engine = new DuckDbEngine(store, buckets, tabulator, packages);
        var workgroups = new Workgroups(people, control.settings(), store);
        queries = new Queries(engine, control.settings(), workgroups);
        var json = new AwsJsonApi(
                sessions, control.settings(), queries, workgroups, new Tables(engine, control.settings()));
        aws = Servers.loopback(
                options.stsPort(),
                new RecordingHandler(
                        control,
                        new AwsCallReader(Plane.STS, sessions),
                        new ClockHandler(
                                control.settings(), new AwsEndpoint(new SecurityTokenService(sessions), json))));

        var root = new Catalog(
                new CatalogConfig(this::catalogUrl),
                new RestApi(bearers, sessions, control.settings(), new ElasticResponder(search)),
                schema,
                new BrowseEndpoint(new Browser(browsing, packages, store), new Cookies(clock), bearers),
                control);
        catalog = Servers.loopback(
                options.port(),
                new RecordingHandler(
                        control,
                        new CatalogCallReader(Plane.CATALOG, bearers),
                        new ClockHandler(control.settings(), root)));
        connect = connect(control);
    }

    /** Returns the server of Connect, on any free port. */
    private Server connect(Control control) {
        var endpoint = new ConnectEndpoint(new Connect(bearers, control.settings(), this::connectUrl));
        return Servers.loopback(
                0, new RecordingHandler(control, new CatalogCallReader(Plane.CONNECT, bearers), endpoint));
    }

    void start() throws Exception {
        s3.start();
        aws.start();
        catalog.start();
        connect.start();
    }

    String catalogUrl() {
        return Servers.url(catalog);
    }

    String s3Endpoint() {
        return Servers.url(s3);
    }

    /** Returns the origin of STS, Athena and Glue. */
    String stsEndpoint() {
        return Servers.url(aws);
    }

    String connectUrl() {
        return Servers.url(connect);
    }

    Map<String, String> tokens() {
        return bearers.tokens();
    }

    /** Returns the content of the READY line. */
    Map<String, @Nullable Object> ready() {
        return Json.of(
                "catalogUrl", catalogUrl(),
                "registryUrl", catalogUrl(),
                "s3Endpoint", s3Endpoint(),
                "stsEndpoint", stsEndpoint(),
                "athenaEndpoint", stsEndpoint(),
                "glueEndpoint", stsEndpoint(),
                "connectUrl", connectUrl(),
                "control", catalogUrl() + "/sandbox",
                "tokens", tokens(),
                "buckets", buckets.all().stream().map(Bucket::name).toList());
    }

    @Override
    public void close() {
        LifeCycle.stop(connect);
        LifeCycle.stop(catalog);
        LifeCycle.stop(aws);
        LifeCycle.stop(s3);
        queries.close();
    }
}
