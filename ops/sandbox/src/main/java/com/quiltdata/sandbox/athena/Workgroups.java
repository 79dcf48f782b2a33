package com.quiltdata.sandbox.athena;

import static com.quiltdata.sandbox.athena.JsonRequest.output;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.StackRole;
import com.quiltdata.sandbox.s3.Store;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workgroups of the account: one for each role of the stack, and those that belong to nobody here. */
public final class Workgroups {
    private static final String OWN = "QuiltUserAthena-sandbox-";
    private static final List<String> FOREIGN = List.of(
            "QuiltTabulatorOpenQuery-sandbox", "QuiltUserAthena-other-NonManagedRoleWorkgroup", "analytics", "primary");
    private static final long CREATED = 1_704_067_200;
    static final Map<String, String> ENGINE =
            Map.of("SelectedEngineVersion", "AUTO", "EffectiveEngineVersion", "Athena engine version 3");

    private final People people;
    private final Settings settings;
    private final Store store;

    public Workgroups(People people, Settings settings, Store store) {
        this.people = people;
        this.settings = settings;
        this.store = store;
    }

    Map<String, Operation> operations() {
        return Map.of("ListWorkGroups", this::list, "GetWorkGroup", this::get);
    }

    private Map<String, @Nullable Object> list(JsonRequest request) {
        var further = IntStream.rangeClosed(1, settings.values().sql().workgroups())
                .mapToObj(number -> "QuiltUserAthena-other-%04d".formatted(number));
        var own = people.roles().all().stream().map(StackRole::name).map(role -> OWN + role);
        var names = Stream.of(further, own, FOREIGN.stream())
                .flatMap(part -> part)
                .sorted()
                .toList();
        var page = Page.of(names, request, request.maxResults(1, 50, 50));
        return output(
                "WorkGroups",
                page.items().stream()
                        .map(name -> output(
                                "Name", name,
                                "State", "ENABLED",
                                "Description", description(name),
                                "CreationTime", CREATED,
                                "EngineVersion", ENGINE))
                        .toList(),
                "NextToken",
                page.next());
    }

    private static String description(String name) {
        return name.startsWith(OWN) ? "Queries of the role " + name.substring(OWN.length()) : "";
    }

    private Map<String, @Nullable Object> get(JsonRequest request) {
        String name = request.text("WorkGroup", 1, 128);
        check(request, name);
        long limit = scanLimit();
        var configuration = output(
                "ResultConfiguration",
                output("OutputLocation", outputLocation(request.role())),
                "EnforceWorkGroupConfiguration",
                true,
                "PublishCloudWatchMetricsEnabled",
                true,
                "BytesScannedCutoffPerQuery",
                limit == 0 ? null : limit,
                "RequesterPaysEnabled",
                false,
                "EngineVersion",
                ENGINE);
        return output(
                "WorkGroup",
                output(
                        "Name", name,
                        "State", "ENABLED",
                        "Description", description(name),
                        "CreationTime", CREATED,
                        "Configuration", configuration));
    }

    /** Throws IAM's refusal unless the workgroup is that of the request's role. */
    void check(JsonRequest request, String workgroup) {
        if (!workgroup.equals(OWN + request.role().name())) {
            throw request.denied("workgroup/" + workgroup);
        }
    }

    /** Returns the folder for results of a role; null if the settings say that there is none. */
    @Nullable
    String outputLocation(Role role) {
        if (!settings.values().sql().outputLocation()) {
            return null;
        }
        String bucket = role.resultsBucket();
        if (!store.hasBucket(bucket)) {
            store.createBucket(bucket);
        }
        return "s3://" + bucket + "/" + OWN + role.name() + "/";
    }

    /** Returns the maximum number of bytes that a query scans; 0 without limit. */
    long scanLimit() {
        return settings.values().sql().scanLimit();
    }
}
