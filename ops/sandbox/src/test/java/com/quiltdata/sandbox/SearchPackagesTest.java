package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for packages: syntax, filters, orders, facets, and updates after pushes. */
final class SearchPackagesTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static String search(String who, String arguments, String page) {
        return SANDBOX.data(
                who,
                "{searchPackages(" + arguments + "){__typename ...on PackagesSearchResultSet{total firstPage" + page
                        + "{__typename ...on PackagesSearchResultSetPage{cursor hits{id bucket name pointer hash}}"
                        + " ...on InvalidInput{errors{path name}}}} ...on InvalidInput{errors{path name}}}}");
    }

    private static List<String> names(String arguments) {
        return JsonFields.all(search("writer", arguments, "(ordering:\"sys:name:asc\")"), "name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hurdat|[examples/hurdat]",
                "ptr_name:examples\\/w*|[examples/wide]",
                "ptr_name.text:assay|[lab/assay]",
                "mnfst_message:unprocessed|[lab/raw]",
                "mnfst_message:\"hard to spell\"|[examples/awkward]",
                "mnfst_metadata:NOAA|[examples/hurdat]",
                "mnfst_workflow.id:assay|[lab/assay]",
                "mnfst_stats.total_files:>1000|[examples/wide]",
                "mnfst_stats.total_bytes:[256 TO 256]|[lab/assay]",
                "entry_lk:gradient.png|[examples/images]",
                "entry_lk.text:checkers|[examples/images]",
                "entry_pk_parsed.s3.bucket:quilt-lab|[lab/assay, lab/raw]",
                "entry_metadata:records|[examples/hurdat]",
                "ptr_last_modified:[2024-05 TO 2024-05]|[examples/wide]",
                "ptr_last_modified:>2024-07-02|[lab/raw]",
                "NOT entry_pk_parsed.s3.bucket:quilt-example|[lab/raw]"
            })
    void findsByQueryString(String words, String names) {
        assertThat(names("latestOnly:true,searchString:" + Json.text(words))).hasToString(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name:{wildcard:\"*/hur*\"}|[examples/hurdat]",
                "name:{terms:[\"lab/raw\"]}|[lab/raw]",
                "comment:{queryString:\"add AND 2024\"}|[examples/hurdat]",
                "entries:{gte:3,lte:100}|[examples/awkward, examples/hurdat]",
                "size:{gte:256,lte:256}|[lab/assay]",
                "workflow:{terms:[\"assay\"]}|[lab/assay]",
                "modified:{gte:\"2024-05-01\",lte:\"2024-06-30\"}|[examples/awkward, examples/wide]",
                "hash:{wildcard:\"bbbfafc7*\"}|[examples/hurdat]"
            })
    void filtersResults(String filter, String names) {
        assertThat(names("latestOnly:true,filter:{" + filter + "}")).hasToString(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path:\"/year\",number:{gte:2024}|[examples/hurdat]",
                "path:\"/year\",number:{lte:2023}|[]",
                "path:\"/reviewed\",boolean:{true:true}|[examples/hurdat]",
                "path:\"/reviewed\",boolean:{false:true}|[]",
                "path:\"/source\",keyword:{terms:[\"NOAA\"]}|[examples/hurdat]",
                "path:\"/tags\",keyword:{wildcard:\"wi*\"}|[examples/hurdat]",
                "path:\"/od\",number:{gte:0.5,lte:0.6}|[lab/assay]",
                "path:\"/source\",number:{gte:0}|[]"
            })
    void filtersMetadataByType(String predicate, String names) {
        assertThat(names("latestOnly:true,userMetaFilters:[{" + predicate + "}]"))
                .hasToString(names);
    }

    @Test
    void refusesPredicateWithoutType() {
        assertThat(search("writer", "userMetaFilters:[{path:\"/a\"}]", ""))
                .contains("InvalidInput", "userMetaFilters.0");
    }

    @Test
    void findsRevisionByEachPointer() {
        assertThat(JsonFields.all(search("reader", "searchString:\"ptr_name:examples\\\\/hurdat\"", ""), "pointer"))
                .containsExactlyInAnyOrder("latest", "1704877200", "1708425000", "1711799100");
        assertThat(JsonFields.all(search("reader", "latestOnly:true", ""), "pointer"))
                .hasSize(4)
                .containsOnly("latest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sys:modified:desc|lab/raw",
                "sys:modified:asc|examples/hurdat",
                "sys:name:desc|lab/raw",
                "sys:entries:desc|examples/wide",
                "sys:size:asc|lab/raw",
                "sys:workflow:asc|lab/assay",
                "sys:hash:asc|examples/images",
                "usr:/year:number:desc|examples/hurdat",
                "usr:/operator:keyword:asc|lab/assay",
                "usr:/operator:text:asc|lab/assay",
                "usr:/reviewed:boolean:desc|examples/hurdat"
            })
    void ordersPackages(String ordering, String first) {
        String found = search("writer", "latestOnly:true", "(ordering:\"%s\")".formatted(ordering));
        assertThat(JsonFields.all(found, "name")).hasSize(6);
        if (!ordering.contains("hash")) {
            assertThat(JsonFields.one(found, "name")).isEqualTo(first);
        } else {
            assertThat(JsonFields.all(found, "hash")).isSorted();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"modified\"|ordering",
                "\"sys:modified\"|ordering",
                "\"sys:Modified:desc\"|ordering",
                "\"sys:colour:asc\"|ordering",
                "\"usr:year:number:asc\"|ordering",
                "\"usr:/year:integer:asc\"|ordering",
                "7|ordering",
                "\"sys:comment:asc\"|UnsupportedSort",
                "\"usr:/year:keyword:asc\"|UnsupportedSort",
                "\"usr:/nosuch:number:asc\"|UnsupportedSort"
            })
    void refusesUnsupportedOrder(String ordering, String name) {
        assertThat(search("writer", "latestOnly:true", "(ordering:" + ordering + ")"))
                .contains("\"__typename\":\"InvalidInput\"", "\"name\":\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"sys:modified:desc\"", "\"sys:workflow:asc\"", "\"usr:/year:number:desc\""})
    void pagesReturnEveryHitOnce(String ordering) {
        String first = search("writer", "latestOnly:false", "(size:2,ordering:%s)".formatted(ordering));
        List<String> ids = new ArrayList<>(JsonFields.all(first, "id"));
        String cursor = JsonFields.one(first, "cursor");
        while (!"null".equals(cursor)) {
            String more = SANDBOX.data("writer", """
                    {searchMorePackages(after:"%s",size:2){...on PackagesSearchResultSetPage{cursor hits{id}}}}""".formatted(cursor));
            ids.addAll(JsonFields.all(more, "id"));
            cursor = JsonFields.one(more, "cursor");
        }
        assertThat(ids)
                .hasSize(Integer.parseInt(JsonFields.one(first, "total")))
                .doesNotHaveDuplicates();
    }

    @Test
    void returnsMatchLocations() {
        assertThat(SANDBOX.data("writer", """
                {searchPackages(latestOnly:true,searchString:"summary 2024"){...on PackagesSearchResultSet{firstPage{
                 ...on PackagesSearchResultSetPage{hits{name comment matchLocations{name comment meta workflow}
                  matchingEntries{logicalKey size matchLocations{logicalKey physicalKey meta contents}}}}}}}}""")).contains("""
                {"name":"examples/hurdat","comment":"Add 2024",\
                "matchLocations":{"name":false,"comment":true,"meta":true,"workflow":false},\
                "matchingEntries":[{"logicalKey":"notes/2024/summary.txt","size":26.0,\
                "matchLocations":{"logicalKey":true,"physicalKey":true,"meta":false,"contents":false}}]}""");
    }

    @Test
    void returnsFacetsByType() {
        assertThat(SANDBOX.data("reader", """
                {searchPackages(latestOnly:true,searchString:"hurdat"){...on PackagesSearchResultSet{
                 stats{entries{min max} workflow{values} userMetaTruncated}
                 filteredUserMetaFacets(path:"s",type:KEYWORD){__typename ...on IPackageUserMetaFacet{path sortable}
                  ...on KeywordPackageUserMetaFacet{extents{values}}}}}}""")).isEqualTo("""
                {"searchPackages":{"stats":{"entries":{"min":4.0,"max":4.0},"workflow":{"values":[]},\
                "userMetaTruncated":false},"filteredUserMetaFacets":[\
                {"__typename":"KeywordPackageUserMetaFacet","path":"/source","sortable":true,\
                "extents":{"values":["NOAA"]}},\
                {"__typename":"KeywordPackageUserMetaFacet","path":"/tags","sortable":true,\
                "extents":{"values":["storms","wind"]}}]}}""");
    }

    @Test
    void findsNewPackagesAndForgetsDeletedOnes() {
        String fresh = "searchString:\"mnfst_message:heliotrope\"";
        assertThat(names(fresh)).isEmpty();
        String pushed = SANDBOX.data("writer", """
                mutation{packageConstruct(params:{bucket:"quilt-lab",name:"new/flower",message:"A heliotrope"},
                 src:{entries:[{logicalKey:"README.md",physicalKey:"s3://quilt-lab/lab/assay/plate.csv"}]}){
                 ...on PackagePushSuccess{revision{hash}}}}""");
        assertThat(names(fresh)).containsExactly("new/flower", "new/flower");
        var _ = SANDBOX.data("writer", """
                mutation{packageRevisionDelete(bucket:"quilt-lab",name:"new/flower",hash:"%s"){__typename}}""".formatted(JsonFields.one(pushed, "hash")));
        assertThat(names(fresh)).isEmpty();
    }
}
