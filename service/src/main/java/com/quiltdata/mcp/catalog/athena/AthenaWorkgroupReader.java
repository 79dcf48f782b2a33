package com.quiltdata.mcp.catalog.athena;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Strings;
import com.google.common.collect.Lists;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.catalog.sql.WorkgroupReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.model.ListWorkGroupsResponse;
import software.amazon.awssdk.services.athena.model.WorkGroup;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupState;
import software.amazon.awssdk.services.athena.model.WorkGroupSummary;

/**
 * Finds the workgroups that a caller may use. Athena lists those of all roles, so each is asked for as the caller; what
 * is found is kept for 15 minutes.
 */
final class AthenaWorkgroupReader implements WorkgroupReader {
    /** Number of workgroups that are asked for at a time. */
    private static final int PARALLEL = 8;

    private static final int PAGE = 50;
    private static final String PRIMARY = "primary";

    private final AthenaClients aws;
    private final MemoryBudget memory;
    private final CatalogInfoReader info;
    private final @Nullable String configured;
    private final Cache<String, CallerWorkgroups> cache = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    AthenaWorkgroupReader(AthenaClients aws, MemoryBudget memory, CatalogInfoReader info, @Nullable String configured) {
        this.aws = aws;
        this.memory = memory;
        this.info = info;
        this.configured = configured;
    }

    /** Removes what is cached for the caller; a search under way is not kept either. */
    void forget(Caller caller) {
        cache.invalidate(caller.digest());
    }

    @Override
    public List<Workgroup> list(Caller caller) {
        return cached(caller).all(() -> usable(caller).toList());
    }

    @Override
    public Workgroup get(Caller caller, @Nullable String name) {
        if (name == null) {
            return cached(caller).first(() -> first(caller));
        }
        try {
            var workgroup = ask(caller, name);
            if (workgroup.state() == WorkGroupState.DISABLED) {
                throw new Failure.Invalid(
                        "workgroup_name", "Workgroup `" + name + "` is disabled; leave it out to use your own.");
            }
            return workgroup(workgroup);
        } catch (Failure.Denied e) {
            throw e.withMessage(e.sentence() + " Leave workgroup_name out to use your own workgroup.");
        }
    }

    private CallerWorkgroups cached(Caller caller) {
        return cache.get(caller.digest(), _ -> new CallerWorkgroups());
    }

    private Workgroup first(Caller caller) {
        var preferred = configured == null ? Optional.<Workgroup>empty() : find(caller, configured);
        return preferred.orElseGet(() -> usable(caller)
                .findFirst()
                .orElseThrow(() -> new Failure.Denied(
                        "Your role may use no enabled Athena workgroup with a location for results; ask an administrator"
                                + " of the catalog for one, or send its name as workgroup_name.")));
    }

    /** Returns the usable workgroups in their order, lazily; where the role may not list any, those that are guessed. */
    private Stream<Workgroup> usable(Caller caller) {
        try {
            return usable(caller, candidates(caller));
        } catch (Failure.Denied e) {
            var guessed = Stream.of(Strings.nullToEmpty(configured), PRIMARY)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            var usable = usable(caller, guessed).toList();
            if (usable.isEmpty()) {
                throw e.withMessage(e.sentence() + " Or send the name of your workgroup as workgroup_name.");
            }
            return usable.stream();
        }
    }

    private Stream<Workgroup> usable(Caller caller, List<String> names) {
        return Lists.partition(names, PARALLEL).stream()
                .flatMap(some -> ParallelCalls.of(some, name -> find(caller, name)).stream())
                .flatMap(Optional::stream);
    }

    /** Returns the enabled workgroups of the account, those of the catalog's own stack before those of others. */
    private List<String> candidates(Caller caller) {
        var names = new ArrayList<String>();
        String next = null;
        do {
            var page = page(caller, next);
            page.workGroups().stream()
                    .filter(it -> it.name() != null && it.state() != WorkGroupState.DISABLED)
                    .map(WorkGroupSummary::name)
                    .forEach(names::add);
            next = page.nextToken();
        } while (next != null);
        var stack = info.info().stack();
        return names.stream()
                .distinct()
                .sorted(Comparator.<String>comparingInt(name -> rank(name, stack))
                        .thenComparing(name -> name))
                .toList();
    }

    private ListWorkGroupsResponse page(Caller caller, @Nullable String next) {
        return memory.scope(() -> aws.athena(
                caller,
                (athena, as) -> athena.listWorkGroups(
                        r -> r.nextToken(next).maxResults(PAGE).overrideConfiguration(as))));
    }

    private int rank(String name, @Nullable String stack) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (name.equals(configured)) {
            return 0;
        } else if (!lower.contains("quilt")) {
            return 3;
        }
        return stack != null && (lower + "-").contains("-" + stack.toLowerCase(Locale.ROOT) + "-") ? 1 : 2;
    }

    private Optional<Workgroup> find(Caller caller, String name) {
        try {
            return Optional.of(ask(caller, name))
                    .filter(AthenaWorkgroupReader::isUsable)
                    .map(this::workgroup);
        } catch (Failure.Denied | Failure.NotFound | Failure.Invalid e) {
            return Optional.empty();
        }
    }

    private WorkGroup ask(Caller caller, String name) {
        return aws.present(memory.scope(() -> aws.athena(
                        caller,
                        (athena, as) ->
                                athena.getWorkGroup(r -> r.workGroup(name).overrideConfiguration(as))))
                .workGroup());
    }

    /** Returns whether SQL can run there: enabled, with a place for results, and not for Spark. */
    private static boolean isUsable(WorkGroup from) {
        var configuration = configuration(from);
        var managed = configuration.managedQueryResultsConfiguration();
        var engine = configuration.engineVersion();
        return from.state() != WorkGroupState.DISABLED
                && (outputLocation(configuration) != null
                        || (managed != null && Boolean.TRUE.equals(managed.enabled())))
                && (engine == null
                        || !Strings.nullToEmpty(engine.effectiveEngineVersion()).contains("Spark"));
    }

    private Workgroup workgroup(WorkGroup from) {
        var configuration = configuration(from);
        return new Workgroup(
                aws.present(from.name()),
                from.description(),
                from.creationTime(),
                from.state() != WorkGroupState.DISABLED,
                outputLocation(configuration),
                Boolean.TRUE.equals(configuration.enforceWorkGroupConfiguration()),
                configuration.bytesScannedCutoffPerQuery());
    }

    private static WorkGroupConfiguration configuration(WorkGroup from) {
        return Objects.requireNonNullElseGet(
                from.configuration(), () -> WorkGroupConfiguration.builder().build());
    }

    private static @Nullable String outputLocation(WorkGroupConfiguration configuration) {
        var results = configuration.resultConfiguration();
        return results == null ? null : Strings.emptyToNull(results.outputLocation());
    }
}
