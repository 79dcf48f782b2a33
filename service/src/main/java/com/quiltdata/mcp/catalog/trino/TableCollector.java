package com.quiltdata.mcp.catalog.trino;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Statement.TableUse;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the tables that a statement reads, as often as Athena reads them: a query of WITH at each reference. */
final class TableCollector extends AstVisitor<@Nullable Void, TableCollector.Scope> {
    /** Athena plans a recursive query so many times. */
    private static final int RECURSION = 10;

    /** References to queries of WITH can multiply without bound. */
    private static final int MAX_NODES = 500_000;

    private final List<TableUse> tables = new ArrayList<>();
    private int nodes;

    private TableCollector() {}

    /**
     * What is known where a relation is: the queries of WITH, and the conditions on its rows.
     *
     * @param named the innermost query of WITH; null if there is none
     */
    record Scope(@Nullable Named named, FilterColumns filters) {
        Scope filtered(FilterColumns columns) {
            return new Scope(named, columns);
        }

        @Nullable
        Named find(String name) {
            var candidate = named;
            while (candidate != null && !candidate.name.equals(name)) {
                candidate = candidate.outer;
            }
            return candidate;
        }
    }

    /** A query of WITH; {@code query} is null within the query itself. */
    record Named(
            @Nullable Named outer, String name, @Nullable Query query, boolean recursive) {}

    static List<TableUse> collect(Node statement) {
        var collector = new TableCollector();
        collector.process(statement, new Scope(null, FilterColumns.NONE));
        return List.copyOf(collector.tables);
    }

    @Override
    protected @Nullable Void visitNode(Node node, Scope scope) {
        count(1);
        node.getChildren().forEach(child -> process(child, scope));
        return null;
    }

    @Override
    protected @Nullable Void visitInsert(Insert insert, Scope scope) {
        return process(insert.getQuery(), scope);
    }

    @Override
    protected @Nullable Void visitQuery(Query query, Scope scope) {
        if (!query.getFunctions().isEmpty() || !query.getSessionProperties().isEmpty()) {
            throw new Failure.Invalid("WITH FUNCTION and WITH SESSION are not run. Send the query alone.");
        }
        var named = scope.named();
        if (query.getWith().isPresent()) {
            for (WithQuery with : query.getWith().get().getQueries()) {
                named = new Named(
                        named,
                        lower(with.getName()),
                        with.getQuery(),
                        query.getWith().get().isRecursive());
            }
        }
        var inner = new Scope(named, scope.filters());
        query.getChildren().stream().filter(child -> !(child instanceof With)).forEach(child -> process(child, inner));
        return null;
    }

    @Override
    protected @Nullable Void visitQuerySpecification(QuerySpecification query, Scope scope) {
        var where = query.getWhere().map(FilterColumns::of).orElse(FilterColumns.NONE);
        var from = query.getFrom().orElse(null);
        if (from != null) {
            count(scope);
            var filters = FilterColumns.union(Stream.concat(Stream.of(scope.filters(), where), conditions(from)));
            process(from, scope.filtered(filters));
        }
        query.getChildren().stream()
                .filter(child -> !(child instanceof Relation))
                .forEach(child -> process(child, scope));
        return null;
    }

    private static Stream<FilterColumns> conditions(Relation relation) {
        if (!(relation instanceof Join join)) {
            return Stream.empty();
        }
        var own = join.getCriteria().stream()
                .filter(JoinOn.class::isInstance)
                .map(criteria -> FilterColumns.of(((JoinOn) criteria).getExpression()));
        return Stream.of(own, conditions(join.getLeft()), conditions(join.getRight()))
                .flatMap(columns -> columns);
    }

    @Override
    protected @Nullable Void visitSubqueryExpression(SubqueryExpression subquery, Scope scope) {
        return process(subquery.getQuery(), scope.filtered(FilterColumns.NONE));
    }

    @Override
    protected @Nullable Void visitAliasedRelation(AliasedRelation aliased, Scope scope) {
        count(scope);
        return process(aliased.getRelation(), scope.filtered(scope.filters().within(lower(aliased.getAlias()))));
    }

    @Override
    protected @Nullable Void visitTable(Table table, Scope scope) {
        count(scope);
        var parts = table.getName().getOriginalParts();
        var name = lower(parts.getLast());
        var named = parts.size() == 1 ? scope.find(name) : null;
        if (named == null) {
            tables.add(new TableUse(
                    parts.size() < 3 ? null : parts.get(parts.size() - 3).getValue(),
                    parts.size() < 2 ? null : lower(parts.get(parts.size() - 2)),
                    name,
                    scope.filters().of(name)));
        } else if (named.query() != null) {
            var itself = new Named(named.outer(), name, null, true);
            var inner = new Scope(
                    named.recursive() ? itself : named.outer(), scope.filters().within(name));
            for (var i = 0; i < (named.recursive() ? RECURSION : 1); i++) {
                process(named.query(), inner);
            }
        }
        return null;
    }

    /** Counts a relation and the conditions on its rows, which are copied for it. */
    private void count(Scope scope) {
        count(1 + scope.filters().columns().size());
    }

    private void count(int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw SqlTokens.tooComplex();
        }
    }

    private static String lower(Identifier name) {
        return name.getValue().toLowerCase(Locale.ROOT);
    }
}
