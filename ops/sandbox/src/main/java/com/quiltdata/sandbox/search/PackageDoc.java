package com.quiltdata.sandbox.search;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pointer with its manifest and its entries: the result of a search for packages. */
public record PackageDoc(PointerDoc pointer, ManifestDoc manifest) implements Doc {
    @Override
    public IndexName index() {
        return new IndexName(pointer.bucket(), IndexName.Kind.PACKAGES);
    }

    @Override
    public String id() {
        return pointer.id();
    }

    @Override
    public Map<String, @Nullable Object> source() {
        return pointer.source();
    }

    @Override
    public DocumentBuilder index(DocumentBuilder fields) {
        var _ = pointer.index(fields);
        var _ = manifest.addSearchFields(fields);
        manifest.entries().forEach(entry -> entry.addSearchFields(fields));
        manifest.metadataFields().forEach(field -> field.values().forEach(value -> fields.put(field.field(), value)));
        return fields;
    }

    /** Returns the name of the workflow that validated the package, if there is one. */
    public Optional<String> workflow() {
        return Optional.ofNullable(manifest.workflow())
                .flatMap(workflow -> Optional.ofNullable(workflow.get("id")))
                .map(String::valueOf);
    }
}
