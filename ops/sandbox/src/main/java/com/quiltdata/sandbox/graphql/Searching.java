package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.Dialect;
import com.quiltdata.sandbox.control.SearchSettings;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.search.Ask;
import com.quiltdata.sandbox.search.BadQuery;
import com.quiltdata.sandbox.search.Found;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.Order;
import com.quiltdata.sandbox.search.Question;
import com.quiltdata.sandbox.search.Search;
import com.quiltdata.sandbox.search.SearchTrouble;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The common part of searches for objects and for packages: the buckets, and empty or failed results. */
record Searching(Buckets buckets, Search search) {
    private static final int LARGEST_PAGE = 10_000;
    private static final int PAGE = 30;

    /** The result of a search that found nothing or had no bucket to search. */
    public record EmptySearchResultSet() {}

    /** Returns the requested indexes that the viewer's own role may read. */
    List<IndexName> indexes(DataFetchingEnvironment env, Question question) {
        List<String> readable = buckets.all().stream()
                .map(Bucket::name)
                .filter(Viewer.of(env)::reads)
                .toList();
        return question.buckets(readable).stream()
                .map(bucket -> new IndexName(bucket, question.kind()))
                .toList();
    }

    /** Returns one page of a result, after the delays and failures that a test has set. */
    Found page(DataFetchingEnvironment env, Question question, Order order, @Nullable List<@Nullable Object> after) {
        int size = Arguments.integer(env, "size", PAGE);
        if (size < 0 || size > LARGEST_PAGE) {
            throw new BadQuery("size", "InvalidSize", "size must be between 0 and " + LARGEST_PAGE);
        }
        return search.find(new Ask(indexes(env, question), question.query(), List.of(order), size, after));
    }

    void trouble(DataFetchingEnvironment env, Question question) {
        SearchTrouble.meet(
                settings(env),
                indexes(env, question).stream().map(IndexName::bucket).toList());
    }

    static SearchSettings settings(DataFetchingEnvironment env) {
        return Objects.requireNonNull(env.getGraphQlContext().<SearchSettings>get(SearchSettings.class));
    }

    static @Nullable String cursor(Found found, Question question) {
        return found.more() && !found.hits().isEmpty()
                ? question.cursor(found.hits().getLast().position())
                : null;
    }

    /** Returns the result, or the union member that says why there is none; without such a member it is an error. */
    static Object orArm(DataFetchingEnvironment env, Supplier<Object> answer) {
        try {
            return answer.get();
        } catch (BadQuery e) {
            return new Outcomes.InvalidInput(
                    List.of(new Outcomes.InputError(e.path(), e.reason(), e.name(), Map.of())));
        } catch (SearchTrouble e) {
            if (settings(env).dialect() == Dialect.OLD) {
                throw e;
            }
            return new Outcomes.OperationError(String.valueOf(e.getMessage()), e.name(), Map.of());
        }
    }
}
