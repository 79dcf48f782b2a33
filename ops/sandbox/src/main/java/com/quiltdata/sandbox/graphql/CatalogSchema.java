package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.people.Users;
import com.quiltdata.sandbox.registry.Buckets;
import java.util.List;

/** The complete schema, built from its parts. */
public final class CatalogSchema {
    private CatalogSchema() {}

    public static GraphQlApi over(Buckets buckets, Users people, DataSources sources) {
        var searching = new SearchRunner(buckets, sources.search());
        return GraphQlApi.of(List.of(
                new MePart(),
                new BucketsPart(buckets, people),
                new PackagesPart(buckets, sources.packages()),
                new RevisionPart(),
                new PushPart(sources.store(), sources.packages()),
                new BrowsingPart(sources.browsing()),
                new ObjectsSearchPart(searching),
                new PackagesSearchPart(searching),
                new FacetsPart(),
                new MatchesPart(sources.search())));
    }
}
