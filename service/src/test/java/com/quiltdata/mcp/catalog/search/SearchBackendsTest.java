package com.quiltdata.mcp.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.Bucket;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SearchBackendsTest {
    private static final List<String> UNKNOWN =
            IntStream.range(100, 112).mapToObj("zz%d"::formatted).toList();
    private static final String SENTENCE = "Your role can see no bucket named zz100 or zz101 or zz102 or zz103 or zz104"
            + " or zz105 or zz106 or zz107 or zz108 or zz109 or 2 more; ";

    /** A backend that finds nothing. */
    private static final class EmptyBackend implements SearchBackend {
        @Override
        public Optional<SearchPage<PackageHit>> packages(
                Caller caller, Search.Packages search, SearchPage.PageQuery page) {
            return Optional.empty();
        }

        @Override
        public Optional<SearchPage<ObjectHit>> objects(
                Caller caller, Search.Objects search, SearchPage.PageQuery page) {
            return Optional.of(new SearchPage<>(List.of(), 0, null, "graphql", List.of()));
        }

        @Override
        public Optional<Facets> facets(Caller caller, Search search) {
            return Optional.empty();
        }
    }

    private static SearchPage<ObjectHit> search(List<String> buckets) {
        var visible = List.of(new Bucket("quilt-example", "", null, null, 0, true, List.of()));
        var terms = new Search.Terms("", buckets, new SearchFilters(List.of(), null, null, null, null));
        return new SearchBackends(List.of(new EmptyBackend()), _ -> visible)
                .objects(
                        Caller.of("ada"),
                        new Search.Objects(terms, SearchOrder.BEST_MATCH),
                        SearchPage.PageQuery.first(10));
    }

    @Test
    void namesOnlyTheFirstOfManyUnknownBuckets() {
        var some = Stream.concat(Stream.of("quilt-example"), UNKNOWN.stream()).toList();
        assertThat(search(some).incomplete()).containsExactly(SENTENCE + "nothing was searched there.");
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> search(UNKNOWN))
                .withMessage(SENTENCE + "bucket_list lists the buckets you can see.");
    }
}
