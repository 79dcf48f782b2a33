package com.quiltdata.sandbox.search;

import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Finds the parts of a document that contain the words of a search string; without words there are none. */
public record MatchFinder(Search search, @Nullable String words) {
    public static final QueryStringSyntax NAME = QueryStringSyntax.confined("ptr_name.text", "ptr_name");
    public static final QueryStringSyntax COMMENT = QueryStringSyntax.confined("mnfst_message");
    public static final QueryStringSyntax META = QueryStringSyntax.confined("mnfst_metadata");
    public static final QueryStringSyntax WORKFLOW = QueryStringSyntax.confined("mnfst_workflow.id");
    public static final QueryStringSyntax LOGICAL_KEY = QueryStringSyntax.confined("entry_lk.text", "entry_lk");
    public static final QueryStringSyntax PHYSICAL_KEY =
            QueryStringSyntax.confined("entry_pk.text", "entry_pk", "entry_pk_parsed.s3.key");
    public static final QueryStringSyntax ENTRY_META = QueryStringSyntax.confined("entry_metadata");
    private static final QueryStringSyntax ENTRY = QueryStringSyntax.confined(
                    "entry_lk.text", "entry_lk", "entry_metadata", "entry_pk.text", "entry_pk")
            .allowing("entry_pk_parsed.s3.key", "entry_size", "entry_hash.value");
    private static final int MAX_ENTRIES = 10;

    public boolean in(Doc doc, QueryStringSyntax part) {
        return words != null && !words.isBlank() && search.matches(doc, part.parse(words));
    }

    /** Returns the entries of a package that contain the words, the best first. */
    public List<SearchResult.Hit> entries(PackageDoc found) {
        if (words == null || words.isBlank()) {
            return List.of();
        }
        var query = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(EntryDoc.PARENT, found.pointer().hash())), BooleanClause.Occur.FILTER)
                .add(ENTRY.parse(words), BooleanClause.Occur.MUST);
        return search.find(new SearchRequest(
                        List.of(found.manifest().index()),
                        query.build(),
                        List.of(SortOrder.RELEVANCE),
                        MAX_ENTRIES,
                        null))
                .hits();
    }
}
