package com.quiltdata.sandbox.packages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The manifests parsed last, each under the version of the object it was parsed from, which never changes. */
final class Manifests {
    private static final int KEPT = 64;

    private final Map<PhysicalKey, Manifest> parsed = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PhysicalKey, Manifest> eldest) {
            return size() > KEPT;
        }
    };

    Optional<Manifest> get(PhysicalKey version, Supplier<Optional<Manifest>> parser) {
        synchronized (parsed) {
            Manifest known = parsed.get(version);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Manifest> read = parser.get();
        synchronized (parsed) {
            read.ifPresent(manifest -> parsed.put(version, manifest));
        }
        return read;
    }
}
