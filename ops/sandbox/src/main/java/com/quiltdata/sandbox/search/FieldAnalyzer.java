package com.quiltdata.sandbox.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.util.CharTokenizer;

/** Analyzes the text of each field by its type, in documents and in queries alike. */
final class FieldAnalyzer extends DelegatingAnalyzerWrapper {
    static final FieldAnalyzer INSTANCE = new FieldAnalyzer();

    private final Analyzer prose = new StandardAnalyzer();
    private final Analyzer keyword = new KeywordAnalyzer();
    private final Analyzer path = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = CharTokenizer.fromTokenCharPredicate(Character::isLetterOrDigit);
            return new TokenStreamComponents(words, new LowerCaseFilter(words));
        }

        @Override
        protected TokenStream normalize(String field, TokenStream in) {
            return new LowerCaseFilter(in);
        }
    };

    private FieldAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return switch (FieldType.of(field)) {
            case TEXT -> prose;
            case PATH -> path;
            case KEYWORD, LONG, DOUBLE, DATE -> keyword;
        };
    }
}
