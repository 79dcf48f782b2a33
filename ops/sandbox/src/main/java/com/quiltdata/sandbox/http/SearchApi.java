package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.SearchSettings;
import com.quiltdata.sandbox.elastic.ElasticResponder;
import com.quiltdata.sandbox.elastic.SearchBody;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.InvalidQueryException;
import com.quiltdata.sandbox.search.SearchFailureException;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/search}: Elasticsearch for callers who may read every bucket that they name. */
record SearchApi(ElasticResponder elastic) {
    private static final int MAX_HITS = 1000;

    Reply respond(@Nullable String query, Role role, SearchSettings settings) {
        var parameters = new Fields();
        UrlEncoded.decodeUtf8To(Objects.requireNonNullElse(query, ""), parameters);
        List<IndexName> indexes = Arrays.stream(value(parameters, "index", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(IndexName::parse)
                .toList();
        if (indexes.isEmpty()) {
            return Reply.error(400, "Missing required parameter: index");
        }
        if (value(parameters, "index", "").matches(".*[*?<>].*")) {
            return Reply.error(400, "Index wildcards are not allowed");
        }
        if (!indexes.stream().map(IndexName::bucket).allMatch(role::reads)) {
            return Reply.error(403, "Forbidden");
        }
        return run(parameters, indexes, settings);
    }

    private Reply run(Fields parameters, List<IndexName> indexes, SearchSettings settings) {
        try {
            SearchFailureException.throwIfConfigured(
                    settings, indexes.stream().map(IndexName::bucket).toList());
            return switch (value(parameters, "action", "")) {
                case "search" -> Reply.json(200, elastic.respond(indexes, search(parameters)));
                case "freeform" -> Reply.json(200, elastic.respond(indexes, freeform(parameters)));
                case String action -> Reply.error(400, "Unknown action: " + action);
            };
        } catch (InvalidQueryException e) {
            return Reply.json(400, ElasticResponder.error(e));
        } catch (SearchFailureException e) {
            return SearchFailureException.NO_INDEX.equals(e.name())
                    ? Reply.json(
                            404,
                            ElasticResponder.error(404, "index_not_found_exception", String.valueOf(e.getMessage())))
                    : Reply.error(500, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a query as Quilt does: a first retry ignores values that do not fit, later ones also the syntax. */
    private static SearchBody search(Fields parameters) {
        int retry = Objects.requireNonNullElse(number(parameters, "retry"), 0);
        String type = retry > 1 ? "simple_query_string" : "query_string";
        Map<String, Object> query = Map.of("query", value(parameters, "query", ""), "lenient", retry > 0);
        return SearchBody.read(Json.text(Map.of("query", Map.of(type, query))), 0, MAX_HITS);
    }

    private static SearchBody freeform(Fields parameters) {
        SearchBody body = SearchBody.read(
                value(parameters, "body", "{}"), number(parameters, "from"), number(parameters, "size"));
        String source = parameters.getValue("_source");
        return source == null ? body : body.with(source);
    }

    private static @Nullable Integer number(Fields parameters, String name) {
        String text = parameters.getValue(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("-?\\d{1,9}")) {
            throw new InvalidQueryException("Failed to parse int parameter [%s] with value [%s]".formatted(name, text));
        }
        return Integer.valueOf(text);
    }

    private static String value(Fields parameters, String name, String defaultValue) {
        return Objects.requireNonNullElse(parameters.getValue(name), defaultValue);
    }
}
