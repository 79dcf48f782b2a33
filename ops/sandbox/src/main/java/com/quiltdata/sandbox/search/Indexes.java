package com.quiltdata.sandbox.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;

/** All indexes, and every document in them by its id. */
final class Indexes {
    private final Map<IndexName, Index> indexes = new ConcurrentHashMap<>();
    private final Map<String, Doc> docs = new ConcurrentHashMap<>();

    void put(Doc doc) {
        Index index = indexes.computeIfAbsent(doc.index(), _ -> new Index());
        if (docs.put(doc.uid(), doc) != null) {
            index.remove(doc.uid());
        }
        index.add(doc);
    }

    void remove(Doc doc) {
        Index index = indexes.get(doc.index());
        if (docs.remove(doc.uid()) != null && index != null) {
            index.remove(doc.uid());
        }
    }

    Optional<Doc> get(String uid) {
        return Optional.ofNullable(docs.get(uid));
    }

    /** Returns the documents of these indexes only; an index that does not exist has none. */
    MultiReader open(Collection<IndexName> names) {
        IndexReader[] readers = names.stream()
                .distinct()
                .flatMap(name -> Optional.ofNullable(indexes.get(name)).stream())
                .map(Index::current)
                .toArray(IndexReader[]::new);
        try {
            return new MultiReader(readers, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
