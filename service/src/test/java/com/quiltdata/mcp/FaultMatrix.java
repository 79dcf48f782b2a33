package com.quiltdata.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows and columns of the fault matrix: faults of upstreams, and the calls that represent each family of tools. */
final class FaultMatrix {
    private static final Path FOLDER = Path.of("src/test/resources/faults");
    private static final String SEPARATOR = " \\| ";
    private static final int LATE_MILLIS = 400;

    /** Fields of a row that are not of the sandbox's fault. */
    private static final List<String> SETTINGS = List.of("setting", "unset", "mutation", "differs");

    /** The changes that the calls make at the registry. */
    private static final Set<String> MUTATIONS =
            Set.of("AdminUserSetEmail", "PackageConstruct", "PackagePromote", "SwitchRole", "TabulatorTableSet");

    private FaultMatrix() {}

    /** A call that represents its family; {@code arguments} of a resource is its URI. */
    record FamilyCall(String family, String tool, String arguments) {
        private static FamilyCall parse(String line) {
            var parts = line.split(SEPARATOR, 3);
            return new FamilyCall(parts[0], parts[1], parts[2]);
        }

        boolean isResource() {
            return tool.equals("resources/read");
        }

        boolean writes() {
            return family.endsWith(" write");
        }

        /** The sandbox's user who may do this. */
        String user() {
            return family.startsWith("admin ") ? "admin" : tool.equals("role_switch") ? "switcher" : "writer";
        }

        /** The request with names that no other has. */
        EraRequest request(int number) {
            return isResource()
                    ? EraRequest.read(arguments)
                    : EraRequest.call(tool, arguments.replace("$n", String.valueOf(number)));
        }

        String label() {
            return isResource() ? "resource `" + arguments.replaceFirst(":.*", ":") + "`" : "`" + tool + "`";
        }
    }

    /** A fault: which requests it concerns, and what happens to them, in the sandbox's words. */
    record Fault(String name, ObjectNode json) {
        private static Fault parse(String line) {
            var parts = line.split(SEPARATOR, 2);
            return new Fault(parts[0], (ObjectNode) TestServer.json(parts[1]));
        }

        /** Whether the request, as the sandbox records it, is one of those. */
        boolean concerns(JsonNode request) {
            var path = text("path");
            var plane = request.path("plane").asText();
            return (path.equals(plane)
                            || path.equals(request.path("path").asText())
                            || (path.equals(plane + " objects")
                                    && request.path("path").asText().matches("/[^/]+/.+")))
                    && (!json.has("mutation") || isMutation(request))
                    && (!json.has("method")
                            || text("method").equals(request.path("method").asText()))
                    && (!json.has("operation")
                            || text("operation")
                                    .equals(request.path("operationName").asText()));
        }

        static boolean isMutation(JsonNode request) {
            return MUTATIONS.contains(request.path("operationName").asText());
        }

        /** Whether responses come too late by intent, so that this is no sign of a busy machine. */
        boolean isLate() {
            return json.path("delayMs").asInt() >= LATE_MILLIS || json.has("setting") || name.startsWith("504");
        }

        /** Whether a change may have been made when the caller gets the failure. */
        boolean mayLeaveAChange() {
            return json.path("after").asBoolean() || (name.startsWith("hangs") && json.has("mutation"));
        }

        String text(String field) {
            return json.path(field).asText();
        }

        /** Begins for a caller; {@code requests} are those of the same call without a fault. */
        void begin(SandboxProcess sandbox, String token, List<JsonNode> requests) {
            if (json.has("setting")) {
                sandbox.settings(json.get("setting").toString());
                return;
            }
            var fault = json.deepCopy().put("token", token);
            if (json.has("mutation")) {
                requests.stream()
                        .filter(Fault::isMutation)
                        .forEach(it ->
                                fault.put("operation", it.path("operationName").asText()));
            }
            sandbox.fault(fault.without(SETTINGS).toString());
        }

        void end(SandboxProcess sandbox) {
            if (json.has("unset")) {
                sandbox.settings(json.get("unset").toString());
            }
        }
    }

    static List<FamilyCall> calls() {
        return lines("calls.txt").stream().map(FamilyCall::parse).toList();
    }

    /**
     * The rows in groups to be run at once, as their callers differ: of each upstream at most one row, since rows of one
     * would share metrics; those with a setting alone, as it concerns every caller; and late changes alone and
     * last, as they may be executed after their calls have ended.
     */
    static List<List<Row>> batches(List<Row> rows) {
        var batches = new ArrayList<List<Row>>();
        var lanes = new LinkedHashMap<String, Integer>();
        for (var kind : Kind.values()) {
            var first = batches.size();
            lanes.clear();
            for (var row : rows.stream().filter(it -> Kind.of(it) == kind).toList()) {
                var lane = switch (kind) {
                    case PROMPT -> row.fault().text("path").replace(" objects", "");
                    case SET, LATE_CHANGE -> "";
                    case LATE -> row.section();
                };
                var at = first + lanes.merge(lane, 1, Integer::sum) - 1;
                if (at == batches.size()) {
                    batches.add(new ArrayList<>());
                }
                batches.get(at).add(row);
            }
        }
        return batches;
    }

    private enum Kind {
        PROMPT,
        SET,
        LATE,
        LATE_CHANGE;

        static Kind of(Row row) {
            var json = row.fault().json();
            if (json.has("setting")) {
                return SET;
            } else if (json.path("delayMs").asInt() < LATE_MILLIS) {
                return PROMPT;
            }
            return json.has("mutation") ? LATE_CHANGE : LATE;
        }
    }

    /** A fault in its section of the page, with the calls that reach it; their outcomes and its metrics are filled in. */
    record Row(String section, Fault fault, Map<FamilyCall, Outcome> outcomes, Set<String> metrics) {}

    /** What the caller got; the reply is the sentence, or empty for the result without the fault. */
    record Outcome(String kind, String reply) {}

    /** The faults by the upstream that has them. */
    static ListMultimap<String, Fault> faults() {
        var faults = ImmutableListMultimap.<String, Fault>builder();
        var upstream = "";
        for (var line : lines("faults.txt")) {
            if (line.startsWith("# ")) {
                upstream = line.substring(2);
            } else {
                faults.put(upstream, Fault.parse(line));
            }
        }
        return faults.build();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
