package com.quiltdata.sandbox.packages;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cache of parsed manifests, by the version of the object, which never changes. It is limited by the total number of
 * entries, because one manifest may have fifty thousand.
 */
final class Manifests {
    private static final int KEPT_ENTRIES = 200_000;

    private final Map<PhysicalKey, Manifest> parsed = new LinkedHashMap<>(64, 0.75f, true);
    private int entries;

    Optional<Manifest> get(PhysicalKey version, Supplier<Optional<Manifest>> parser) {
        synchronized (parsed) {
            Manifest known = parsed.get(version);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Manifest> read = parser.get();
        read.ifPresent(manifest -> keep(version, manifest));
        return read;
    }

    void keep(PhysicalKey version, Manifest manifest) {
        synchronized (parsed) {
            Manifest before = parsed.put(version, manifest);
            entries += weight(manifest) - (before == null ? 0 : weight(before));
            Iterator<Manifest> eldest = parsed.values().iterator();
            while (entries > KEPT_ENTRIES && eldest.hasNext()) {
                entries -= weight(eldest.next());
                eldest.remove();
            }
        }
    }

    private static int weight(Manifest manifest) {
        return 1 + manifest.entries().size();
    }
}
