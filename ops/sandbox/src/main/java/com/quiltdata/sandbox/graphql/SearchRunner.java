package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.Dialect;
import com.quiltdata.sandbox.control.SearchSettings;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.InvalidQueryException;
import com.quiltdata.sandbox.search.Search;
import com.quiltdata.sandbox.search.SearchFailureException;
import com.quiltdata.sandbox.search.SearchQuery;
import com.quiltdata.sandbox.search.SearchRequest;
import com.quiltdata.sandbox.search.SearchResult;
import com.quiltdata.sandbox.search.SortOrder;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** The common part of searches for objects and for packages: the buckets, and empty or failed results. */
record SearchRunner(Buckets buckets, Search search) {
    private static final int MAX_PAGE_SIZE = 10_000;
    private static final int DEFAULT_PAGE_SIZE = 30;

    /** The result of a search that found nothing or had no bucket to search. */
    public record EmptySearchResultSet() {}

    /** Returns the requested indexes that the viewer's own role may read. */
    List<IndexName> indexes(DataFetchingEnvironment env, SearchQuery query) {
        List<String> readable = buckets.all().stream()
                .map(Bucket::name)
                .filter(Viewer.of(env)::reads)
                .toList();
        return query.buckets(readable).stream()
                .map(bucket -> new IndexName(bucket, query.kind()))
                .toList();
    }

    /** Returns one page of a result, after the delays and failures that a test has set. */
    SearchResult page(
            DataFetchingEnvironment env, SearchQuery query, SortOrder order, @Nullable List<@Nullable Object> after) {
        int size = Arguments.integer(env, "size", DEFAULT_PAGE_SIZE);
        if (size < 0 || size > MAX_PAGE_SIZE) {
            throw new InvalidQueryException("size", "InvalidSize", "size must be between 0 and " + MAX_PAGE_SIZE);
        }
        return search.find(new SearchRequest(indexes(env, query), parsed(env, query), List.of(order), size, after));
    }

    static Query parsed(DataFetchingEnvironment env, SearchQuery query) {
        return query.query(settings(env).operator());
    }

    void throwIfConfigured(DataFetchingEnvironment env, SearchQuery query) {
        SearchFailureException.throwIfConfigured(
                settings(env),
                indexes(env, query).stream().map(IndexName::bucket).toList());
    }

    static SearchSettings settings(DataFetchingEnvironment env) {
        return Arguments.settings(env).search();
    }

    static @Nullable String cursor(SearchResult found, SearchQuery query) {
        return found.more() && !found.hits().isEmpty()
                ? query.cursor(found.hits().getLast().position())
                : null;
    }

    /** Returns the result, or the union member that says why there is none; without such a member it is an error. */
    static Object resultOrError(DataFetchingEnvironment env, Supplier<Object> response) {
        try {
            return response.get();
        } catch (InvalidQueryException e) {
            return new MutationResults.InvalidInput(
                    List.of(new MutationResults.InputError(e.path(), e.reason(), e.name(), Map.of())));
        } catch (SearchFailureException e) {
            if (settings(env).dialect() == Dialect.OLD) {
                throw e;
            }
            return new MutationResults.OperationError(String.valueOf(e.getMessage()), e.name(), Map.of());
        }
    }
}
