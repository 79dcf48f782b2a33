package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.admin.BucketAdmin;
import com.quiltdata.sandbox.admin.SsoAdmin;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.registry.Buckets;
import java.util.List;

/** The complete schema, built from its parts. */
public final class CatalogSchema {
    private CatalogSchema() {}

    public static GraphQlApi over(Buckets buckets, People people, BearerTokens bearers, DataSources sources) {
        var searching = new SearchRunner(buckets, sources.search());
        var sso = new SsoAdmin(people);
        List<SchemaPart> parts = List.of(
                new MePart(),
                new BucketsPart(buckets, people),
                new PackagesPart(buckets, sources.packages()),
                new RevisionPart(),
                new PushPart(sources.store(), sources.packages()),
                new TabulatorPart(buckets, sources.tabulator()),
                new BrowsingPart(sources.browsing()),
                new ObjectsSearchPart(searching),
                new PackagesSearchPart(searching),
                new FacetsPart(),
                new MatchesPart(sources.search()),
                new AdminPart(people, sso),
                new UsersPart(people, sso),
                new RolesPart(people, buckets, sso),
                new PoliciesPart(people, buckets),
                new BucketAdminPart(new BucketAdmin(buckets, sources.store(), people)),
                new KeysPart(people, bearers.keys()));
        return GraphQlApi.of(parts, sources.mutations());
    }
}
