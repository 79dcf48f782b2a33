package com.quiltdata.mcp.memory;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A value, and the bytes that were charged to budgets while it was made. They are released when it has been made;
 * whoever holds the value charges them again.
 */
public record ChargedValue<T>(T value, Map<ByteBudget, Long> charges) {
    public ChargedValue {
        charges = Map.copyOf(charges);
    }

    /** Makes a value in a scope of its own, which the current scope may end before. */
    public static <T> ChargedValue<T> of(Supplier<T> work) {
        try (var scope = new ChargeScope("")) {
            var value = ScopedValue.where(ChargeScope.CURRENT, scope).call(work::get);
            return new ChargedValue<>(value, scope.charges());
        }
    }

    /** Returns the number of bytes charged to all budgets. */
    public long bytes() {
        return charges.values().stream().mapToLong(Long::longValue).sum();
    }
}
