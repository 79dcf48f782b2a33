package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.Call;
import java.util.List;

/** Starts statements that were parsed, with the client's name and the request's id in them. */
record QueryStarter(SqlPorts ports, CostGuard guard) {
    /** A statement that Athena has accepted, and what the cost guard warned of. */
    record Started(QueryExecution execution, List<String> warnings) {}

    /**
     * Parses a statement, which must be a read, and starts it.
     *
     * @throws Failure.Invalid if it is not a read, or the cost guard refuses it
     */
    Started read(Call call, String sql, QueryTarget target) {
        var statement = ports.statements().parse(sql);
        var writes = statement.writes();
        if (writes != null) {
            throw new Failure.Invalid("%s is not run by this tool, because %s. Nothing was sent. %s"
                    .formatted(
                            statement.type(),
                            writes,
                            guard.settings().writes()
                                    ? "Send it to %s, which asks the user first.".formatted(AthenaStatementExecute.NAME)
                                    : "This server runs no statement that changes data or tables; send one that reads:"
                                            + " SELECT, SHOW, DESCRIBE or EXPLAIN."));
        }
        return any(call, statement, target);
    }

    /**
     * Starts a statement of any kind; whoever calls it has decided that it may run. Once the request has been sent, its
     * response is awaited even if the client hangs up, because only it has the id by which the query can be stopped.
     *
     * @throws Failure.Invalid if the cost guard refuses it
     */
    Started any(Call call, Statement statement, QueryTarget target) {
        var request = new QueryRequest(
                Attribution.text(call, statement), target.dataCatalog(), target.database(), target.workgroup());
        var warnings = guard.check(call, statement, request);
        if (Thread.currentThread().isInterrupted()) {
            throw new Failure.TooLate("The call was cancelled; the statement was not sent.");
        }
        return new Started(Tasks.uninterruptibly(() -> ports.queries().start(call.caller(), request)), warnings);
    }
}
