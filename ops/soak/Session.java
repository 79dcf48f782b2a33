package soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import soak.Client.McpRequest;
import soak.Journal.Entry;
import soak.Journal.Verdict;

/** One caller at work: sends requests in alternating eras, and has every response checked and recorded. */
final class Session {
    /** How a fault begins of a result that says that it is not whole. */
    static final String PARTIAL = "partial, and says so";

    private final Person person;
    private final Client client;
    private final Clock clock;
    private final Disturbances disturbances;
    private final Journal journal;
    private final Random random;

    Session(Person person, Client client, Clock clock, Disturbances disturbances, Journal journal, Random random) {
        this.person = person;
        this.client = client;
        this.clock = clock;
        this.disturbances = disturbances;
        this.journal = journal;
        this.random = random;
    }

    /** Returns what is wrong with a response; an empty text if nothing is. */
    interface Check {
        String wrong(Reply reply);
    }

    Person person() {
        return person;
    }

    Random random() {
        return random;
    }

    Journal journal() {
        return journal;
    }

    Client client() {
        return client;
    }

    static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return map;
    }

    /** Calls a tool that must return a result; returns it if it did and the check finds nothing wrong. */
    Optional<Json> tool(String family, String tool, Map<String, Object> arguments, Check check) {
        return tool(family, tool, arguments, false, check).map(Reply::structured);
    }

    /** Calls a tool, which reports its progress. */
    Optional<Reply> streamed(String family, String tool, Map<String, Object> arguments, Check check) {
        return tool(family, tool, arguments, true, check);
    }

    private Optional<Reply> tool(String family, String tool, Map<String, Object> arguments, boolean streamed, Check check) {
        var params = map("name", tool, "arguments", arguments);
        return ask(family, new McpRequest("tools/call", tool, params, random.nextBoolean(), streamed), check);
    }

    /** Sends any other request that must return a result. */
    Optional<Json> ask(String family, String method, String name, Map<String, Object> params, Check check) {
        return ask(family, new McpRequest(method, name, params, random.nextBoolean(), false), check).map(Reply::result);
    }

    /** Sends a request; returns its response if it succeeded and nothing is wrong with it. */
    Optional<Reply> ask(String family, McpRequest ask, Check check) {
        return judged(family, ask, check, true);
    }

    /**
     * Calls a tool that needs the user's consent: a client of the new era is asked and agrees in a second request, one of the
     * old era sends {@code confirm}.
     */
    Optional<Json> confirmed(String family, String tool, Map<String, Object> arguments, Check check) {
        if (random.nextBoolean()) {
            var agreed = new LinkedHashMap<>(arguments);
            agreed.put("confirm", true);
            var ask = new McpRequest("tools/call", tool, map("name", tool, "arguments", agreed), false, false);
            return ask(family, ask, check).map(Reply::structured);
        }
        var params = map("name", tool, "arguments", arguments);
        var asked = ask(family, new McpRequest("tools/call", tool, params, true, false), reply ->
                reply.result().at("resultType").text().equals("input_required") ? "" : "did not ask");
        return asked.flatMap(reply -> {
            params.put("requestState", reply.result().at("requestState").text());
            var yes = map("action", "accept", "content", map("confirm", true));
            params.put("inputResponses", map("confirm", yes));
            return ask(family, new McpRequest("tools/call", tool, params, true, false), check).map(Reply::structured);
        });
    }

    /** Calls a tool that must refuse with a sentence that contains these words. */
    void refusal(String family, String tool, Map<String, Object> arguments, List<String> words) {
        var ask = new McpRequest("tools/call", tool, map("name", tool, "arguments", arguments), random.nextBoolean(), false);
        judged(family, ask, reply -> {
            if (reply.succeeded()) {
                return "allowed";
            }
            return words.stream().allMatch(reply.sentence()::contains) ? "" : "refused otherwise";
        }, false);
    }

    private Optional<Reply> judged(String family, McpRequest ask, Check check, boolean mustSucceed) {
        var began = clock.now();
        var reply = client.send(person, ask);
        var ended = clock.now();
        var fault = reply.succeeded() || !mustSucceed ? check.wrong(reply) : "refused";
        var verdict = fault.isEmpty() ? Verdict.RIGHT : verdict(family, began, ended, reply, ask, fault);
        var name = ask.name().isEmpty() || ask.method().startsWith("resources") ? ask.method() : ask.name();
        var call = mustSucceed ? name : name + " refused";
        journal.add(new Entry(began, ended, family, call, person.name(), reply.servedBy(), verdict));
        return verdict == Verdict.RIGHT ? Optional.of(reply) : Optional.empty();
    }

    /**
     * Judges a response that is not what was asked for: a refusal may be excused, and so may a result that says that it is
     * not whole; a wrong result never.
     */
    private Verdict verdict(String family, double began, double ended, Reply reply, McpRequest ask, String fault) {
        if (!reply.succeeded() || fault.startsWith(PARTIAL)) {
            var excuse = disturbances.excusing(person, family, began, ended, !reply.succeeded() && !reply.refusedCleanly());
            if (excuse.isPresent()) {
                journal.refused(reply.succeeded() ? fault : reply.refusal(), excuse.get().label());
                return Verdict.REFUSED;
            }
        }
        if (fault.startsWith(Cell.LOST)) {
            journal.lost(person.name() + ": " + fault);
        }
        journal.wrong("%.1f–%.1f s, %s of %s by %s: %s: %s"
                .formatted(began, ended, ask.params(), person.name(), reply.servedBy(), fault, shown(reply)));
        return Verdict.WRONG;
    }

    private static String shown(Reply reply) {
        var text = reply.succeeded() ? Json.of(reply.body()) : reply.refusal() + " " + reply.sentence();
        return text.substring(0, Math.min(600, text.length()));
    }

    /** Records a response that only a later look shows to be wrong. */
    void wrong(String what) {
        journal.wrong("%.1f s, %s: %s".formatted(clock.now(), person.name(), what));
    }

    /** Returns whether a failure now, of any kind, is excused. */
    boolean excused(String family, double began) {
        return disturbances.excusing(person, family, began, clock.now(), true).isPresent()
                || disturbances.excusing(person, family, began, clock.now(), false).isPresent();
    }

    double now() {
        return clock.now();
    }
}
