package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.s3.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * Searches the indexes as of the last change to S3. Only the requested indexes are opened, so that no query can read
 * another.
 */
public final class Search {
    /** Silences Lucene's message at the first search that its vectors, which are not used here, might be faster. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    static {
        LUCENE.setLevel(Level.SEVERE);
    }

    private final Indexes indexes = new Indexes();
    private final Indexer indexer;

    public Search(Store store, Packages packages) {
        indexer = new Indexer(store, packages, indexes);
        store.listen(indexer);
    }

    private synchronized IndexReader open(Collection<IndexName> names) {
        indexer.indexChanges();
        return indexes.open(names);
    }

    /** An operation on a searcher. */
    @FunctionalInterface
    private interface Work<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    private <T> T in(Collection<IndexName> indexes, Work<T> work) {
        try (IndexReader reader = open(indexes)) {
            return work.with(new IndexSearcher(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IndexSearcher.TooManyClauses | TooComplexToDeterminizeException e) {
            throw new InvalidQueryException("Query is too complex");
        }
    }

    public SearchResult find(SearchRequest ask) {
        return in(ask.indexes(), searcher -> find(searcher, ask));
    }

    private SearchResult find(IndexSearcher searcher, SearchRequest ask) throws IOException {
        int documents = searcher.getIndexReader().maxDoc();
        FieldDoc after = ask.after() == null ? null : SortOrder.after(ask.orders(), ask.after(), documents);
        TopDocs top = searcher.search(
                ask.query(),
                new TopFieldCollectorManager(SortOrder.sort(ask.orders()), ask.size() + 1, after, Integer.MAX_VALUE));
        TopFieldCollector.populateScores(top.scoreDocs, searcher, ask.query());
        List<SearchResult.Hit> hits = Arrays.stream(top.scoreDocs)
                .limit(ask.size())
                .flatMap(this::hit)
                .toList();
        return new SearchResult(top.totalHits.value(), hits, top.scoreDocs.length > ask.size());
    }

    private Stream<SearchResult.Hit> hit(ScoreDoc found) {
        FieldDoc at = (FieldDoc) found;
        BytesRef uid = (BytesRef) at.fields[at.fields.length - 1];
        return indexes.get(uid.utf8ToString()).stream()
                .map(doc -> new SearchResult.Hit(doc, at.score, SortOrder.position(at)));
    }

    /** Returns every matching document. */
    public List<Doc> all(Collection<IndexName> indexes, Query query) {
        return in(
                        indexes,
                        searcher -> find(
                                searcher,
                                new SearchRequest(
                                        indexes,
                                        query,
                                        List.of(),
                                        Math.max(1, searcher.getIndexReader().maxDoc()),
                                        null)))
                .hits()
                .stream()
                .map(SearchResult.Hit::doc)
                .toList();
    }

    /** Returns whether the query matches this document. */
    public boolean matches(Doc doc, Query query) {
        Query both = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(DocumentBuilder.UID, doc.uid())), BooleanClause.Occur.FILTER)
                .add(query, BooleanClause.Occur.MUST)
                .build();
        return in(List.of(doc.index()), searcher -> searcher.count(both)) > 0;
    }

    /** Returns whether any of these documents has the field. */
    public boolean has(Collection<IndexName> indexes, String field) {
        return in(indexes, searcher -> searcher.count(FieldQueries.exists(field))) > 0;
    }
}
