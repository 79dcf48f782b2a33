package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.Call;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds tables; of a name that does not exist it says which similar names do. */
record TableDirectory(TableReader tables) {
    private static final int MAX_KNOWN = 1000;
    private static final int MAX_NAMED = 20;

    SqlPage<DataTable> page(Call call, TableScope scope, @Nullable String pattern, @Nullable String position, int max) {
        return Attempt.of(() -> tables.tables(call.caller(), scope, pattern, position, max))
                .orElseThrow(reason -> reason instanceof Failure.NotFound ? noDatabase(call, scope) : reason);
    }

    DataTable table(Call call, TableScope scope, String table) {
        return Attempt.of(() -> tables.table(call.caller(), scope, table))
                .orElseThrow(reason -> reason instanceof Failure.NotFound ? noTable(call, scope, table) : reason);
    }

    private Failure noTable(Call call, TableScope scope, String table) {
        var names = page(call, scope, null, null, MAX_KNOWN).items().stream()
                .map(DataTable::name)
                .toList();
        return new Failure.NotFound("No table `%s` in the database `%s`, or your role may not see it.%s"
                .formatted(
                        WellFormedText.shown(table),
                        WellFormedText.shown(scope.database()),
                        hint(table, names, "tables")));
    }

    private Failure noDatabase(Call call, TableScope scope) {
        var catalog = scope.dataCatalog();
        var names = Attempt.of(() -> tables.databases(call.caller(), catalog, null, MAX_KNOWN))
                .orElse(new SqlPage<>(List.of(), null))
                .items()
                .stream()
                .map(Database::name)
                .toList();
        return new Failure.NotFound("No database `%s` in the data catalog `%s`, or your role may not see it.%s"
                .formatted(
                        WellFormedText.shown(scope.database()),
                        WellFormedText.shown(catalog),
                        hint(scope.database(), names, "databases")));
    }

    private static String hint(String name, List<String> known, String kind) {
        var question = NearestName.question(name, known);
        if (!question.isEmpty() || known.isEmpty()) {
            return question;
        }
        var more = known.size() > MAX_NAMED ? ", and others" : "";
        return known.stream()
                .limit(MAX_NAMED)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", ", " Existing %s: ".formatted(kind), more + "."));
    }
}
