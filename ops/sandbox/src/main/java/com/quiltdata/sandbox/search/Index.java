package com.quiltdata.sandbox.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;

/** One of a bucket's indexes, in memory. */
final class Index {
    private final IndexWriter writer;
    private DirectoryReader reader;

    Index() {
        try {
            writer = new IndexWriter(
                    new ByteBuffersDirectory(),
                    new IndexWriterConfig(FieldAnalyzer.INSTANCE).setMergeScheduler(new SerialMergeScheduler()));
            reader = DirectoryReader.open(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a new document. */
    void add(Doc doc) {
        try {
            writer.addDocument(doc.index(new DocumentBuilder(doc.uid())).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String uid) {
        try {
            writer.deleteDocuments(new Term(DocumentBuilder.UID, uid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a view of all documents added so far; the previous view is closed when it is no longer used. */
    DirectoryReader current() {
        try {
            DirectoryReader newer = DirectoryReader.openIfChanged(reader);
            if (newer != null) {
                reader.close();
                reader = newer;
            }
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
