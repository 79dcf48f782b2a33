package com.quiltdata.sandbox.search;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Builds the Lucene form of a document. Each field except null also records that it exists. */
final class DocumentBuilder {
    /** The document's identity among all indexes. */
    static final String UID = "_uid";

    static final String EXISTS = "_field_names";
    private static final int MAX_TERM_LENGTH = 8000;

    private final Document document = new Document();
    private final Set<String> present = new HashSet<>();

    DocumentBuilder(String uid) {
        document.add(new StringField(UID, uid, Field.Store.NO));
        document.add(new SortedDocValuesField(UID, new BytesRef(uid)));
    }

    /** Adds one value of the field, which may have several; equal values count once. */
    DocumentBuilder put(String name, @Nullable Object value) {
        if (value == null || !present.add(name + "\n" + value)) {
            return this;
        }
        if (present.add(name)) {
            document.add(new StringField(EXISTS, name, Field.Store.NO));
        }
        document.add(
                switch (FieldType.of(name)) {
                    case KEYWORD -> new KeywordField(name, term(value), Field.Store.NO);
                    case TEXT, PATH -> new TextField(name, value.toString(), Field.Store.NO);
                    case LONG -> new LongField(name, ((Number) value).longValue(), Field.Store.NO);
                    case DOUBLE -> new DoubleField(name, ((Number) value).doubleValue(), Field.Store.NO);
                    case DATE -> new LongField(name, ((Instant) value).toEpochMilli(), Field.Store.NO);
                });
        return this;
    }

    private static String term(Object value) {
        String text = value.toString();
        return text.length() <= MAX_TERM_LENGTH ? text : text.substring(0, MAX_TERM_LENGTH);
    }

    Document build() {
        return document;
    }
}
