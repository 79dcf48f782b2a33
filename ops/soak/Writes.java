package soak;

import static soak.Session.map;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one caller writes, and what must be there of it. Only the caller's one writing thread calls what writes. */
final class Writes {
    private static final String EXAMPLE = "quilt-example";
    private static final int KEYS = 4;

    /** Seconds for which the servers cache resources. */
    static final int CACHE_SECONDS = 20;

    private static final int MAX_REVISIONS = 12;

    private final Session session;
    private final List<Stored> objects;
    private final Cell table;
    private final Cell email;
    private final Pushed kept;
    private final Pushed deleted;
    private volatile boolean tableUnknown = true;
    private volatile boolean userUnknown = true;

    /** An object and the versions of it that were acknowledged. */
    private record Stored(Cell cell, String key, List<String> versions) {}

    /** A package and the revisions of it that were acknowledged since it was last deleted. */
    private record Pushed(Cell cell, String name, List<String> hashes) {}

    Writes(Session session) {
        this.session = session;
        var person = session.person();
        objects = IntStream.range(0, KEYS)
                .mapToObj(i -> "soak/%s/object-%d.txt".formatted(person.name(), i))
                .map(key -> new Stored(new Cell(person, key), key, new ArrayList<>()))
                .toList();
        table = new Cell(person, "table");
        email = new Cell(person, "email");
        kept = pushed("kept");
        deleted = pushed("deleted");
    }

    Session session() {
        return session;
    }

    private Pushed pushed(String name) {
        var full = "soak-%s/%s".formatted(session.person().name(), name);
        return new Pushed(new Cell(session.person(), full), full, new ArrayList<>());
    }

    // --- Objects

    private Stored object(Session by) {
        return objects.get(by.random().nextInt(KEYS));
    }

    private static String uri(Stored one) {
        return "s3://quilt-example/" + one.key();
    }

    void put() {
        var one = object(session);
        var number = one.cell().attempt();
        var text = one.cell().text(number);
        var single = session.random().nextBoolean();
        var arguments = single
                ? map("bucket", EXAMPLE, "key", one.key(), "content", text, "overwrite", true)
                : map("bucket", EXAMPLE, "items", List.of(map("key", one.key(), "text", text)), "overwrite", true);
        // A put that S3 refuses is a result with a failure.
        var began = session.now();
        var done = session.tool("objects-write", single ? "s3_object_put" : "bucket_objects_put", arguments, reply ->
                reply.structured().at("requested").number() == 1 ? "" : "another request");
        if (done.isPresent() && done.get().at("uploaded").number() == 1) {
            one.versions().add(done.get().at("results/0/version_id").text());
            acknowledge(one.cell(), number);
        } else if (done.isPresent() && !session.excused("objects-write", began)) {
            session.wrong("not written: " + Json.of(done.get()));
        }
    }

    void upload() throws InterruptedException {
        var one = object(session);
        var number = one.cell().attempt();
        var arguments = map("bucket", EXAMPLE, "key", one.key(), "content_type", "text/plain", "overwrite", true);
        var began = session.now();
        var link = session.tool("objects-write", "bucket_object_upload_link", arguments, _ -> "");
        if (link.isEmpty()) {
            return;
        }
        var failed = session.client().upload(
                link.get().at("upload_url").text(), link.get().at("headers"), one.cell().text(number));
        if (failed.isEmpty()) {
            acknowledge(one.cell(), number);
        } else if (!session.excused("objects-write", began)) {
            session.wrong("an upload link returns " + failed);
        }
    }

    /** Reads an object as any caller. */
    void readObject(Session by) {
        var one = object(by);
        var least = one.cell().acknowledged();
        if (least > 0) {
            var tool = by.random().nextBoolean() ? "object_read" : "bucket_object_text";
            var arguments = map(tool.equals("object_read") ? "uri" : "s3_uri", uri(one));
            by.tool("objects", tool, arguments, reply ->
                    one.cell().wrong(reply.structured().at("text").text(), least));
        }
    }

    /** Reads an object as a resource, which the server may have cached for the caller. */
    void readResource(Session by) {
        var one = object(by);
        var least = one.cell().acknowledged(by.now() - CACHE_SECONDS);
        if (least > 0) {
            by.ask("resources", "resources/read", uri(one), map("uri", uri(one)), reply ->
                    one.cell().wrong(reply.result().at("contents/0/text").text(), least));
        }
    }

    // --- Packages

    void pushKept() {
        push(kept);
    }

    void pushDeleted() {
        if (deleted.hashes().size() < MAX_REVISIONS / 2) {
            push(deleted);
        } else {
            delete();
        }
    }

    private void push(Pushed one) {
        var number = one.cell().attempt();
        var text = one.cell().text(number);
        var file = map("data.txt", map("type", "inline", "content", text));
        var patched = !one.hashes().isEmpty() && session.random().nextBoolean();
        var arguments = patched
                ? map("bucket", EXAMPLE, "name", one.name(), "set", file, "message", text)
                : map("registry", EXAMPLE, "package_name", one.name(), "entries", file, "message", text, "overwrite", true);
        var pushed = session.streamed("packages-write", patched ? "package_patch" : "package_create", arguments, reply ->
                reply.structured().at("top_hash").text().matches("[0-9a-f]{64}") ? "" : "no top hash");
        pushed.ifPresent(reply -> {
            one.hashes().add(reply.structured().at("top_hash").text());
            acknowledge(one.cell(), number);
        });
    }

    private void delete() {
        var began = session.now();
        var expected = deleted.hashes().size();
        var done = session.confirmed("packages-write", "package_delete", map("registry", EXAMPLE, "package_name", deleted.name()), reply ->
                reply.structured().at("deleted").number() >= 0 ? "" : "no number");
        deleted.hashes().clear();
        if (done.isEmpty()) {
            return;
        }
        if (done.get().at("remaining").number() == 0) {
            if (done.get().at("deleted").number() < expected) {
                session.wrong("deleted " + Json.of(done.get()) + " of " + expected);
            }
            var arguments = map("registry", EXAMPLE, "package_name", deleted.name());
            session.refusal("packages", "package_browse", arguments, List.of("No package"));
            session.journal().acknowledged();
        } else if (!session.excused("packages-write", began)) {
            session.wrong("partly deleted " + Json.of(done.get()));
        }
    }

    /** Reads a package as any caller. */
    void readPackage(Session by) {
        var least = kept.cell().acknowledged();
        if (least == 0) {
            return;
        }
        if (by.random().nextBoolean()) {
            var uri = "quilt+s3://quilt-example#package=%s&path=data.txt".formatted(kept.name());
            by.tool("packages", "object_read", map("uri", uri), reply ->
                    kept.cell().wrong(reply.structured().at("text").text(), least));
        } else {
            by.tool("packages", "package_revision", map("bucket", EXAMPLE, "name", kept.name()), reply ->
                    kept.cell().wrong(reply.structured().at("message").text(), least));
        }
    }

    // --- Tables and users

    private String tableName() {
        return "soak_" + session.person().name();
    }

    private String pattern(int number) {
        return "^soak/%s/%d$".formatted(session.person().name(), number);
    }

    void setTable() {
        var number = table.attempt();
        var config = map(
                "schema", List.of(map("name", "a", "type", "INT")),
                "parser", map("format", "csv"),
                "source", map("type", "quilt-packages", "package_name", pattern(number), "logical_key", "x"));
        var arguments = map("bucket", EXAMPLE, "table", tableName(), "config", config);
        var done = session.tool("tabulator-write", "tabulator_table_set", arguments, reply ->
                reply.structured().at("config").text().contains(pattern(number)) ? "" : "another configuration");
        if (done.isPresent()) {
            tableUnknown = false;
            acknowledge(table, number);
        }
    }

    void deleteTable() {
        if (table.acknowledged() == 0 || tableUnknown) {
            return;
        }
        tableUnknown = true;
        var arguments = map("bucket_name", EXAMPLE, "table_name", tableName());
        var done = session.confirmed("tabulator-write", "tabulator_table_delete", arguments, _ -> "");
        if (done.isPresent()) {
            session.journal().acknowledged();
            session.tool("tabulator", "tabulator_table_list", map("bucket", EXAMPLE), reply ->
                    reply.structured().at("tables").texts("name").contains(tableName()) ? "a deleted table is there" : "");
        }
    }

    void readTable() {
        var least = table.acknowledged();
        if (!tableUnknown) {
            session.tool("tabulator", "tabulator_table_list", map("bucket", EXAMPLE, "table", tableName()), reply -> {
                var found = reply.structured().at("tables/0/source/package_name").text();
                return IntStream.rangeClosed(least, table.attempted()).anyMatch(i -> found.equals(pattern(i)))
                        ? ""
                        : Cell.LOST + "table with " + found;
            });
        }
    }

    private String user() {
        return "soaked_" + session.person().name();
    }

    private static String address(int number) {
        return "soak%d@example.com".formatted(number);
    }

    void changeUser() {
        var number = email.attempt();
        var created = userUnknown;
        var arguments = created
                ? map("name", user(), "email", address(number), "role", "ReadQuiltBucket")
                : map("name", user(), "email", address(number));
        if (created) {
            // Whether a creation or deletion without an acknowledgement happened is not known: begin anew.
            session.tool("admin-write", "admin_users_list", map("filter", user()), _ -> "")
                    .filter(found -> !found.at("users").items().isEmpty())
                    .ifPresent(_ -> session.confirmed("admin-write", "admin_user_delete", map("name", user()), _ -> ""));
        }
        var tool = created ? "admin_user_create" : "admin_user_set_email";
        session.tool("admin-write", tool, arguments, reply ->
                        Reads.same("e-mail", reply.structured().at("user/email").text(), address(number)))
                .ifPresent(_ -> {
                    userUnknown = false;
                    acknowledge(email, number);
                });
    }

    void readUser() {
        var least = email.acknowledged();
        if (!userUnknown) {
            session.tool("admin", "admin_user_get", map("name", user()), reply -> {
                var found = reply.structured().at("user/email").text();
                return IntStream.rangeClosed(least, email.attempted()).anyMatch(i -> found.equals(address(i)))
                        ? ""
                        : Cell.LOST + "e-mail " + found;
            });
        }
    }

    private void acknowledge(Cell cell, int number) {
        cell.acknowledge(number, session.now());
        session.journal().acknowledged();
    }

    // --- At the end

    /** Checks everything that was acknowledged; returns how many things were checked. */
    void verify() {
        objects.stream().filter(one -> one.cell().acknowledged() > 0).forEach(this::verify);
        for (var one : List.of(kept, deleted)) {
            if (!one.hashes().isEmpty()) {
                verify(one);
            }
        }
        readTable();
        if (!userUnknown) {
            readUser();
        }
    }

    private void verify(Stored one) {
        var least = one.cell().acknowledged();
        expect(session.tool("verify", "object_read", map("uri", uri(one)), reply ->
                one.cell().wrong(reply.structured().at("text").text(), least)).isPresent(), one.key());
        var found = new ArrayList<String>();
        var token = "";
        do {
            var arguments = map(
                    "bucket", EXAMPLE, "prefix", one.key(), "include_versions", true, "max_keys", 500, "continuation_token", token);
            var page = session.tool("verify", "bucket_objects_list", arguments, _ -> "");
            found.addAll(page.map(it -> it.at("objects").texts("version_id")).orElse(List.of()));
            token = page.map(it -> it.at("next_continuation_token").text()).orElse("");
        } while (!token.isEmpty());
        one.versions().forEach(version -> expect(found.contains(version), one.key() + " version " + version));
    }

    private void verify(Pushed one) {
        var found = new ArrayList<String>();
        for (var page = 1; page == 1 || found.size() == (page - 1) * 100; page++) {
            var arguments = map("bucket", EXAMPLE, "name", one.name(), "page", page, "per_page", 100);
            var revisions = session.tool("verify", "package_revisions", arguments, _ -> "");
            var hashes = revisions.map(it -> it.at("revisions").texts("revision")).orElse(List.of());
            if (hashes.isEmpty()) {
                break;
            }
            found.addAll(hashes);
        }
        one.hashes().forEach(hash -> expect(found.contains(hash), one.name() + " revision " + hash));
    }

    private void expect(boolean there, String what) {
        session.journal().verified();
        if (!there) {
            session.journal().lost(session.person().name() + ": " + what);
        }
    }
}
