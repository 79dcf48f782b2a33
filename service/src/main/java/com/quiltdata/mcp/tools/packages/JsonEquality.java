package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.packages.NewEntry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Equality of JSON values, however they were parsed. */
public final class JsonEquality {
    private JsonEquality() {}

    /** Whether two metadata objects are equal: numbers by value, absent like empty. */
    public static boolean equal(@Nullable Map<String, Object> one, @Nullable Map<String, Object> other) {
        return values(one == null ? Map.of() : one, other == null ? Map.of() : other);
    }

    /** Whether two entries are equal. */
    public static boolean equal(NewEntry one, NewEntry other) {
        return one.physicalKey().equals(other.physicalKey())
                && Objects.equals(one.size(), other.size())
                && Objects.equals(one.hash(), other.hash())
                && equal(one.meta(), other.meta());
    }

    private static boolean values(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(it -> values(it.getValue(), b.get(it.getKey())));
        } else if (one instanceof List<?> a && other instanceof List<?> b) {
            return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> values(a.get(i), b.get(i)));
        } else if (one instanceof Number a && other instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        return Objects.equals(one, other);
    }
}
