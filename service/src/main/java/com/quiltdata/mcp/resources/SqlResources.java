package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The resources of {@code athena://}, not cached because they depend on the caller's role, which may change. */
record SqlResources(ResourcePorts ports, InstantSource clock) {
    /** The toolset without which they do not exist. */
    static final String TOOLSET = "sql";

    private static final int PAGE = 100;
    private static final int MAX_DATABASES = 1_000;
    private static final int MAX_WORKGROUPS = 200;
    private static final int MAX_QUERIES = 50;
    private static final int MAX_TEXT = 2_000;
    private static final Duration RECENT = Duration.ofHours(24);

    private static final Entry DATABASES = new Entry(
            "athena://databases",
            "Athena Databases",
            "Databases for SQL",
            "The databases of the data catalog AwsDataCatalog that your role can see. At most 1,000.",
            Resource.JSON);
    private static final Entry WORKGROUPS = new Entry(
            "athena://workgroups",
            "Athena Workgroups",
            "Workgroups for SQL",
            "The Athena workgroups that your role may use, the default first: limit of scanned bytes, and where results"
                    + " are stored.",
            Resource.JSON);
    private static final Entry HISTORY = new Entry(
            "athena://query/history",
            "Athena Query History",
            "Recent SQL queries",
            "The newest 50 queries of the last 24 hours in your default Athena workgroup, with state, bytes scanned and"
                    + " errors; also those of others who use it.",
            Resource.JSON);

    record Databases(
            List<DatabaseItem> databases,
            String dataCatalogName,
            int count,
            @Nullable String note) {}

    record DatabaseItem(
            String name,
            @Nullable String description,
            @Nullable String locationUri,
            @Nullable Instant createTime) {
        static DatabaseItem of(Database it) {
            return new DatabaseItem(it.name(), it.description(), it.location(), it.created());
        }
    }

    record Workgroups(
            List<WorkgroupItem> workgroups,
            @Nullable String region,
            int count,
            @Nullable String note) {}

    record WorkgroupItem(
            String name,
            @Nullable String description,
            @Nullable Instant creationTime,
            boolean enabled,
            @Nullable String outputLocation,
            boolean enforceWorkgroupConfig,
            @Nullable Long scanLimitBytes) {
        static WorkgroupItem of(Workgroup it) {
            return new WorkgroupItem(
                    it.name(),
                    it.description(),
                    it.created(),
                    it.enabled(),
                    it.outputLocation(),
                    it.enforced(),
                    it.scanLimit());
        }
    }

    record History(
            List<Query> queryHistory,
            int count,
            String workGroup,
            Filters filters,
            @Nullable String note) {}

    /** What limits the list. */
    record Filters(Instant startTime, Instant endTime, int maxResults) {}

    /** A query; a long text is cut, and ends with an ellipsis. */
    record Query(
            String queryExecutionId,
            String query,
            QueryState status,
            @Nullable Instant submissionTime,
            @Nullable Instant completionTime,
            @Nullable Long executionTimeMs,
            @Nullable Long dataScannedBytes,
            @Nullable String resultLocation,
            @Nullable String workGroup,
            @Nullable String database,
            @Nullable String errorMessage) {
        static Query of(QueryExecution it) {
            var details = it.details();
            var engine = details.engine();
            return new Query(
                    it.id(),
                    WellFormedText.shortened(it.text(), MAX_TEXT),
                    it.state(),
                    details.submitted(),
                    details.completed(),
                    engine == null ? null : engine.toMillis(),
                    it.scannedBytes(),
                    details.outputLocation(),
                    it.workgroup(),
                    it.database(),
                    it.reason());
        }
    }

    static List<Resource> of(ResourcePorts ports, InstantSource clock) {
        var resources = new SqlResources(ports, clock);
        return List.of(
                resource(DATABASES, resources::databases),
                resource(WORKGROUPS, resources::workgroups),
                resource(HISTORY, resources::history));
    }

    private static Resource resource(Entry entry, Function<Call, Record> content) {
        return new Resource(entry, false, TOOLSET, call -> {
            var allowed = AllowedBuckets.current();
            if (allowed.isLimited()) {
                throw new Failure.Denied("%s, to which SQL cannot be limited. Ask the user to lift the limit."
                        .formatted(allowed.clause()));
            }
            return new Body.Json(content.apply(call));
        });
    }

    private Databases databases(Call call) {
        var databases = new ArrayList<DatabaseItem>();
        @Nullable String position = null;
        do {
            SqlPage<Database> page =
                    ports.sql().tables().databases(call.caller(), TableReader.DEFAULT_CATALOG, position, PAGE);
            page.items().forEach(it -> databases.add(DatabaseItem.of(it)));
            position = page.next();
        } while (position != null && databases.size() < MAX_DATABASES);
        var note = position == null ? null : "More databases follow: SHOW DATABASES returns all.";
        return new Databases(databases, TableReader.DEFAULT_CATALOG, databases.size(), note);
    }

    private Workgroups workgroups(Call call) {
        var all = ports.sql().workgroups().list(call.caller());
        var items = all.stream().limit(MAX_WORKGROUPS).map(WorkgroupItem::of).toList();
        return new Workgroups(
                items,
                ports.catalogInfo().map(CatalogInfo::region).orElse(null),
                items.size(),
                items.size() < all.size()
                        ? "These are the first %,d of %,d.".formatted(MAX_WORKGROUPS, all.size())
                        : null);
    }

    private History history(Call call) {
        var end = clock.instant();
        var start = end.minus(RECENT);
        var workgroup = ports.sql().workgroups().get(call.caller(), null).name();
        var recent = ports.sql().queries().recent(call.caller(), workgroup, MAX_QUERIES);
        var items = recent.stream()
                .filter(it -> it.details().submitted() == null
                        || !it.details().submitted().isBefore(start))
                .map(Query::of)
                .toList();
        return new History(
                items,
                items.size(),
                workgroup,
                new Filters(start, end, MAX_QUERIES),
                items.size() == MAX_QUERIES
                        ? "These are the newest %d; there may be more.".formatted(MAX_QUERIES)
                        : null);
    }
}
