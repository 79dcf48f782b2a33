package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.SearchSettings;
import com.quiltdata.sandbox.elastic.Body;
import com.quiltdata.sandbox.elastic.Elastic;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.search.BadQuery;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.SearchTrouble;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/search}: Elasticsearch for callers who may read every bucket that they name. */
record SearchApi(Elastic elastic) {
    private static final int LARGEST_SEARCH = 1000;

    Reply answer(@Nullable String query, Role role, SearchSettings settings) {
        var given = new Fields();
        UrlEncoded.decodeUtf8To(Objects.requireNonNullElse(query, ""), given);
        List<IndexName> indexes = Arrays.stream(value(given, "index", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(IndexName::parse)
                .toList();
        if (indexes.isEmpty()) {
            return Reply.error(400, "Missing required parameter: index");
        }
        if (value(given, "index", "").matches(".*[*?<>].*")) {
            return Reply.error(400, "Index wildcards are not allowed");
        }
        if (!indexes.stream().map(IndexName::bucket).allMatch(role::reads)) {
            return Reply.error(403, "Forbidden");
        }
        return run(given, indexes, settings);
    }

    private Reply run(Fields given, List<IndexName> indexes, SearchSettings settings) {
        try {
            SearchTrouble.meet(settings, indexes.stream().map(IndexName::bucket).toList());
            return switch (value(given, "action", "")) {
                case "search" -> Reply.json(200, elastic.answer(indexes, search(value(given, "query", ""))));
                case "freeform" -> Reply.json(200, elastic.answer(indexes, freeform(given)));
                case String action -> Reply.error(400, "Unknown action: " + action);
            };
        } catch (BadQuery e) {
            return Reply.json(400, Elastic.error(e));
        } catch (SearchTrouble e) {
            return SearchTrouble.NO_INDEX.equals(e.name())
                    ? Reply.json(404, Elastic.error(404, "index_not_found_exception", String.valueOf(e.getMessage())))
                    : Reply.error(500, String.valueOf(e.getMessage()));
        }
    }

    private static Body search(String text) {
        return Body.read(Json.text(Map.of("query", Map.of("query_string", Map.of("query", text)))), 0, LARGEST_SEARCH);
    }

    private static Body freeform(Fields given) {
        Body body = Body.read(value(given, "body", "{}"), number(given, "from"), number(given, "size"));
        String source = given.getValue("_source");
        return source == null ? body : body.with(source);
    }

    private static @Nullable Integer number(Fields given, String name) {
        String text = given.getValue(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("-?\\d{1,9}")) {
            throw new BadQuery("Failed to parse int parameter [%s] with value [%s]".formatted(name, text));
        }
        return Integer.valueOf(text);
    }

    private static String value(Fields given, String name, String otherwise) {
        return Objects.requireNonNullElse(given.getValue(name), otherwise);
    }
}
