package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.DocsMatches.Hit;
import com.quiltdata.mcp.catalog.search.SnippetExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** An immutable in-memory index of pages, ranked by titles, URLs and texts. */
final class DocsIndex {
    private static final String TITLE = "title";
    private static final String WORDS = "words";
    private static final String TEXT = "text";
    private static final String NUMBER = "number";
    private static final Term CURRENT = new Term("current", "true");
    private static final Map<String, Float> WEIGHTS = Map.of(TITLE, 3f, WORDS, 2f, TEXT, 1f);

    private final List<DocsPage> pages;
    private final Analyzer analyzer;
    private final IndexSearcher searcher;

    private DocsIndex(List<DocsPage> pages, Analyzer analyzer, IndexSearcher searcher) {
        this.pages = pages;
        this.analyzer = analyzer;
        this.searcher = searcher;
    }

    static DocsIndex of(List<DocsPage> pages) {
        var analyzer = new EnglishAnalyzer();
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (int i = 0; i < pages.size(); i++) {
                writer.addDocument(document(i, pages.get(i)));
            }
            writer.commit();
            return new DocsIndex(List.copyOf(pages), analyzer, new IndexSearcher(DirectoryReader.open(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(int number, DocsPage page) {
        var document = new Document();
        document.add(new StoredField(NUMBER, number));
        document.add(new TextField(TITLE, page.title(), Field.Store.NO));
        document.add(new TextField(WORDS, page.words(), Field.Store.NO));
        document.add(new TextField(TEXT, Objects.requireNonNullElse(page.text(), ""), Field.Store.NO));
        if (!page.versioned()) {
            document.add(new StringField(CURRENT.field(), CURRENT.text(), Field.Store.NO));
        }
        return document;
    }

    /** The pages themselves. */
    List<DocsPage> pages() {
        return pages;
    }

    /** The number of matches, and the best of them. */
    record Matches(int total, List<Hit> hits) {}

    Matches search(String text, int most, boolean versioned) {
        var query = query(text, versioned);
        try {
            var hits = new ArrayList<Hit>();
            for (var found : searcher.search(query, most).scoreDocs) {
                var number = searcher.storedFields()
                        .document(found.doc)
                        .getField(NUMBER)
                        .numericValue();
                hits.add(hit(pages.get(number.intValue()), text, found.score));
            }
            return new Matches(searcher.count(query), hits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a query for any of the words, with phrases in quotes; no text is a syntax error. */
    private Query query(String text, boolean versioned) {
        var words = new SimpleQueryParser(analyzer, WEIGHTS, SimpleQueryParser.PHRASE_OPERATOR).parse(text);
        var query = new BooleanQuery.Builder().add(words, Occur.MUST);
        return versioned
                ? query.build()
                : query.add(new TermQuery(CURRENT), Occur.FILTER).build();
    }

    private static Hit hit(DocsPage page, String text, float score) {
        return new Hit(
                page.uri().toString(),
                page.title(),
                SnippetExtractor.of(page.text(), text),
                Math.round(score * 100) / 100.0,
                page.modified());
    }
}
