package com.quiltdata.sandbox.seed;

import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.sql.DataCatalogs;
import java.time.Instant;
import java.util.List;

/** Fills a new sandbox. */
public final class Seed {
    private static final Bucket.TabulatorTable STORMS = new Bucket.TabulatorTable("storms", """
            schema:
              - name: name
                type: STRING
              - name: year
                type: INT
            source:
              type: quilt-packages
              package_name: ^examples/hurdat$
              logical_key: data/storms\\.csv$
            parser:
              format: csv
              header: true
            """);

    /** A bucket of S3 that is not in the stack. */
    private static final String UNREGISTERED = "quilt-unregistered";

    private Seed() {}

    public static Buckets buckets() {
        return new Buckets(List.of(
                bucket(
                        "quilt-example",
                        "Examples",
                        "Data to try things on",
                        List.of("example", "open"),
                        List.of(STORMS)),
                bucket("quilt-lab", "Laboratory", "Assays and their references", List.of("lab"), List.of()),
                new Bucket("quilt-private", "Private", "For administrators", List.of(), 0, false, List.of()),
                bucket("quilt-archive", "Archive", "In the stack, and open to no role", List.of(), List.of())));
    }

    private static Bucket bucket(
            String name, String title, String description, List<String> tags, List<Bucket.TabulatorTable> tables) {
        return new Bucket(name, title, description, tags, 0, true, tables);
    }

    public static void fill(Store store, Buckets buckets, Packages packages) {
        buckets.all().forEach(bucket -> store.createBucket(bucket.name()));
        store.createBucket(UNREGISTERED);
        var example = new SeedBucket(store, "quilt-example");
        LooseObjects.put(example);
        new ExamplePackages(example, packages).push();
        new LabPackages(new SeedBucket(store, "quilt-lab"), example, packages).push();
        store.createBucket(DataCatalogs.TABLES_BUCKET);
        LabTableObjects.put(new SeedBucket(store, DataCatalogs.TABLES_BUCKET));
        StoredObject secret =
                new SeedBucket(store, "quilt-private").text("secret/plan.txt", "For administrators only.\n");
        var _ = packages.push(
                "quilt-private",
                "secret/plans",
                Manifest.of("Plans", null, List.of(secret.as("plan.txt"))),
                Instant.parse("2024-08-08T08:08:08Z"));
        new SeedBucket(store, "quilt-archive").text("archive/old.txt", "Nobody opens this.\n");
    }
}
