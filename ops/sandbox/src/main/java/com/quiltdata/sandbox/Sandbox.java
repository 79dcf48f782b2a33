package com.quiltdata.sandbox;

import com.quiltdata.sandbox.control.Control;
import com.quiltdata.sandbox.control.Faults;
import com.quiltdata.sandbox.control.RequestLog;
import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.graphql.Schema;
import com.quiltdata.sandbox.http.Catalog;
import com.quiltdata.sandbox.http.CatalogCalls;
import com.quiltdata.sandbox.http.Config;
import com.quiltdata.sandbox.http.Observed;
import com.quiltdata.sandbox.http.Rest;
import com.quiltdata.sandbox.http.S3Calls;
import com.quiltdata.sandbox.http.Servers;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.people.Bearers;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.s3.S3Plane;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.seed.Seed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** A catalog that is up: everything wired, in reading order. */
final class Sandbox implements AutoCloseable {
    private final Buckets buckets = Seed.buckets();
    private final Bearers bearers;
    private final Server s3;
    private final Server catalog;

    Sandbox(Options options) {
        People people = People.seeded();
        bearers = new Bearers(people);
        var sessions = new Sessions();
        var control = new Control(new Faults(), new RequestLog(), new Settings());

        var store = new Store();
        var packages = new Packages(store);
        Seed.fill(store, buckets, packages);
        s3 = Servers.loopback(
                options.s3Port(), new Observed(control, new S3Calls(sessions), S3Plane.handler(store, sessions)));

        var root = new Catalog(
                new Config(this::catalogUrl, this::s3Endpoint),
                new Rest(bearers, sessions, control.settings()),
                Schema.over(buckets, people, packages),
                bearers,
                control);
        catalog = Servers.loopback(options.port(), new Observed(control, new CatalogCalls(bearers), root));
    }

    void start() throws Exception {
        s3.start();
        catalog.start();
    }

    String catalogUrl() {
        return Servers.url(catalog);
    }

    String s3Endpoint() {
        return Servers.url(s3);
    }

    Map<String, String> tokens() {
        return bearers.tokens();
    }

    /** What the READY line tells. */
    Map<String, @Nullable Object> ready() {
        var ready = new LinkedHashMap<String, @Nullable Object>();
        ready.put("catalogUrl", catalogUrl());
        ready.put("registryUrl", catalogUrl());
        ready.put("s3Endpoint", s3Endpoint());
        ready.put("control", catalogUrl() + "/sandbox");
        ready.put("tokens", tokens());
        ready.put("buckets", buckets.all().stream().map(Bucket::name).toList());
        return ready;
    }

    @Override
    public void close() {
        LifeCycle.stop(catalog);
        LifeCycle.stop(s3);
    }
}
