package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.browsing.BrowsingSessions;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.s3.Store;
import java.util.List;

/** The parts of the schema, put together. */
public final class Schema {
    private Schema() {}

    public static GraphQlApi over(
            Buckets buckets, People people, Store store, Packages packages, BrowsingSessions browsing) {
        return GraphQlApi.of(List.of(
                new MePart(),
                new BucketsPart(buckets, people),
                new PackagesPart(buckets, packages),
                new RevisionPart(),
                new PushPart(store, packages),
                new BrowsingPart(browsing)));
    }
}
