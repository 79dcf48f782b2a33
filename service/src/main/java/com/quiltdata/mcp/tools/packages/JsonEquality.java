package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.packages.NewEntry;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality of JSON values, however they were parsed. */
public final class JsonEquality {
    private JsonEquality() {}

    /** Whether two metadata objects are equal: numbers by value, absent like empty. */
    public static boolean alike(@Nullable Map<String, Object> one, @Nullable Map<String, Object> other) {
        return same(one == null ? Map.of() : one, other == null ? Map.of() : other);
    }

    /** Whether two entries are equal. */
    public static boolean same(NewEntry one, NewEntry other) {
        return one.physicalKey().equals(other.physicalKey())
                && Objects.equals(one.size(), other.size())
                && Objects.equals(one.hash(), other.hash())
                && alike(one.meta(), other.meta());
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(it -> same(it.getValue(), b.get(it.getKey())));
        } else if (one instanceof List<?> a && other instanceof List<?> b) {
            return a.size() == b.size() && pairwise(a.iterator(), b.iterator());
        } else if (one instanceof Number a && other instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        return Objects.equals(one, other);
    }

    private static boolean pairwise(Iterator<?> one, Iterator<?> other) {
        while (one.hasNext()) {
            if (!same(one.next(), other.next())) {
                return false;
            }
        }
        return true;
    }
}
