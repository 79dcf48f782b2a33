package com.quiltdata.sandbox.graphql;

import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Converts JSON literals of a query to the values that they would have as variables. */
final class JsonLiterals {
    private JsonLiterals() {}

    static @Nullable Object value(Value<?> literal, CoercedVariables variables) {
        return switch (literal) {
            case StringValue text -> text.getValue();
            case BooleanValue truth -> truth.isValue();
            case IntValue number -> integer(number.getValue());
            case FloatValue number -> number.getValue().doubleValue();
            case EnumValue word -> word.getName();
            case VariableReference name -> variables.get(name.getName());
            case ArrayValue array -> {
                var list = new ArrayList<@Nullable Object>();
                array.getValues().forEach(item -> list.add(value(item, variables)));
                yield list;
            }
            case ObjectValue object -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (ObjectField field : object.getObjectFields()) {
                    map.put(field.getName(), value(field.getValue(), variables));
                }
                yield map;
            }
            default -> null;
        };
    }

    private static Number integer(BigInteger number) {
        return number.bitLength() < 64 ? (Number) number.longValue() : number;
    }
}
