package com.quiltdata.mcp.catalog.trino;

import com.google.common.collect.Sets;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.SubqueryExpression;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Columns that a condition compares with values, so that fewer partitions are read. A condition that excludes values
 * ({@code <>}, {@code NOT}) does not count, nor one of which an {@code OR} has an alternative.
 */
record FilterColumns(Set<Column> columns) {
    static final FilterColumns NONE = new FilterColumns(Set.of());

    /** A column in lower case, and the table's name or alias before it; null if there is none. */
    record Column(@Nullable String table, String name) {}

    /** Returns the columns of a condition. */
    static FilterColumns of(Expression condition) {
        return switch (condition) {
            case LogicalExpression logical -> of(logical);
            case ComparisonExpression comparison ->
                comparison.getOperator() == ComparisonExpression.Operator.NOT_EQUAL
                        ? NONE
                        : union(Stream.of(
                                compared(comparison.getLeft(), List.of(comparison.getRight())),
                                compared(comparison.getRight(), List.of(comparison.getLeft()))));
            case BetweenPredicate between -> compared(between.getValue(), List.of(between.getMin(), between.getMax()));
            case InPredicate in ->
                in.getValueList() instanceof InListExpression list ? compared(in.getValue(), list.getValues()) : NONE;
            case LikePredicate like -> compared(like.getValue(), List.of(like.getPattern()));
            case IsNullPredicate isNull -> compared(isNull.getValue(), List.of());
            default -> NONE;
        };
    }

    private static FilterColumns of(LogicalExpression logical) {
        var terms = logical.getTerms().stream().map(FilterColumns::of);
        return logical.getOperator() == LogicalExpression.Operator.AND
                ? union(terms)
                : terms.reduce((one, other) ->
                                new FilterColumns(Set.copyOf(Sets.intersection(one.columns, other.columns))))
                        .orElse(NONE);
    }

    private static FilterColumns compared(Expression side, List<Expression> values) {
        var found = new HashSet<Column>();
        var constant = values.stream().allMatch(value -> collect(value, new HashSet<>()));
        return constant && !collect(side, found) ? new FilterColumns(found) : NONE;
    }

    /** Adds the columns of an expression; returns whether it has none and no query either. */
    private static boolean collect(Node expression, Set<Column> columns) {
        return switch (expression) {
            case SubqueryExpression _ -> false;
            case DataType _ -> true;
            case Identifier name -> {
                columns.add(new Column(null, lower(name)));
                yield false;
            }
            case DereferenceExpression path
            when path.getField().isPresent() -> {
                columns.add(
                        new Column(last(path.getBase()), lower(path.getField().get())));
                yield false;
            }
            case FunctionCall call -> all(call.getArguments(), columns);
            default -> all(expression.getChildren(), columns);
        };
    }

    private static boolean all(List<? extends Node> nodes, Set<Column> columns) {
        var constant = true;
        for (var node : nodes) {
            constant &= collect(node, columns);
        }
        return constant;
    }

    private static @Nullable String last(Expression base) {
        return switch (base) {
            case Identifier name -> lower(name);
            case DereferenceExpression path ->
                path.getField().map(FilterColumns::lower).orElse(null);
            default -> null;
        };
    }

    private static String lower(Identifier name) {
        return name.getValue().toLowerCase(Locale.ROOT);
    }

    /** Returns the columns of all these conditions. */
    static FilterColumns union(Stream<FilterColumns> conditions) {
        return new FilterColumns(
                conditions.flatMap(it -> it.columns().stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns those that may be of the table with this name or alias. */
    Set<String> of(String table) {
        return columns.stream()
                .filter(column -> column.table() == null || column.table().equals(table))
                .map(Column::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns those that may be of the query with this alias, as they are called in it. */
    FilterColumns within(String alias) {
        return new FilterColumns(
                of(alias).stream().map(name -> new Column(null, name)).collect(Collectors.toUnmodifiableSet()));
    }
}
