package soak;

import static soak.Session.map;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import soak.Person.Kind;

/** The calls that read: what each must return is known from the sandbox's seed and from the caller. */
final class Reads {
    private static final String EXAMPLE = "quilt-example";
    private static final List<String> HURDAT = List.of("README.md", "data/storms.csv", "data/storms.json", "notes/2024/summary.txt");
    private static final int MANY = 1200;
    private static final int PAGE = 500;
    private static final String ALL_BYTES = Base64.getEncoder().encodeToString(bytes());

    private Reads() {}

    private static byte[] bytes() {
        var bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        return bytes;
    }

    static String same(String what, Object found, Object expected) {
        return found.equals(expected) ? "" : what + " is " + found + ", not " + expected;
    }

    static void buckets(Session session) {
        var kind = session.person().kind();
        session.tool("catalog", "bucket_list", map(), reply -> {
            var buckets = reply.structured().at("buckets");
            return same("buckets", buckets.items().stream().map(one -> one.at("name").text()).toList(), kind.buckets());
        });
    }

    static void status(Session session) {
        session.tool("catalog", "get_resource", map("uri", "auth://status"), reply ->
                same("user", reply.structured().at("data/user_info/username").text(), session.person().name()));
    }

    static void me(Session session) {
        session.ask("resources", "resources/read", "auth://status", map("uri", "auth://status"), reply -> same(
                "user",
                Json.parse(reply.result().at("contents/0/text").text()).at("user_info/username").text(),
                session.person().name()));
    }

    static void link(Session session) {
        session.tool("catalog", "catalog_link", map("uri", "s3://quilt-example/README.md"), reply ->
                reply.structured().at("catalog_url").text().endsWith("/b/quilt-example/tree/README.md") ? "" : "other link");
    }

    static void keys(Session session) {
        session.tool("access", "api_keys_list", map(), reply -> same(
                "keys",
                reply.structured().at("api_keys").texts("name"),
                List.of("key-" + session.person().name())));
    }

    static void identity(Session session) {
        var kind = session.person().kind();
        session.tool("access", "discover_permissions", map(), reply -> {
            var user = same("user", reply.structured().at("user_identity/user_name").text(), session.person().name());
            var found = reply.structured().at("bucket_permissions").texts("name").stream().sorted().toList();
            return user + same("buckets", found, kind.buckets().stream().sorted().toList());
        });
    }

    static void access(Session session) {
        session.tool("access", "check_bucket_access", map("bucket", EXAMPLE), reply -> {
            var writes = reply.structured().at("access_summary/can_write");
            return writes.missing() ? Session.PARTIAL : same("can_write", writes.isTrue(), session.person().kind().writes());
        });
    }

    /** Reads a listing of several pages to its end. */
    static void listing(Session session) {
        var keys = new ArrayList<String>();
        var token = "";
        do {
            var arguments = map("bucket", EXAMPLE, "prefix", "many/", "max_keys", PAGE, "continuation_token", token);
            var page = session.tool("objects", "bucket_objects_list", arguments, reply ->
                    reply.structured().at("objects").items().isEmpty() ? "empty page" : "");
            if (page.isEmpty()) {
                return;
            }
            keys.addAll(page.get().at("objects").texts("key"));
            token = page.get().at("next_continuation_token").text();
        } while (!token.isEmpty());
        if (keys.size() != MANY || keys.stream().distinct().count() != MANY || !keys.stream().sorted().toList().equals(keys)) {
            session.wrong("the listing of many/ has " + keys.size() + " keys");
        }
    }

    static void bytes(Session session) {
        session.tool("objects", "bucket_object_fetch", map("s3_uri", "s3://quilt-example/binary/all-bytes.bin"), reply ->
                reply.structured().at("data").text().startsWith(ALL_BYTES.substring(0, 300)) ? "" : "other bytes");
    }

    static void download(Session session) throws InterruptedException {
        var began = session.now();
        var link = session.tool("objects", "bucket_object_link", map("s3_uri", "s3://quilt-example/README.md"), _ -> "");
        if (link.isPresent()) {
            var text = session.client().download(link.get().at("signed_url").text());
            if (!text.startsWith("# ") && !session.excused("objects", began)) {
                session.wrong("a link opens " + text);
            }
        }
    }

    static void large(Session session) {
        var uri = "s3://quilt-example/binary/three-mib.bin";
        session.tool("objects", "bucket_object_fetch", map("s3_uri", uri, "max_bytes", 262144), reply ->
                same("size", reply.structured().at("size").number(), (double) (3 << 20)));
    }

    static void denied(Session session) {
        if (!session.person().kind().buckets().contains("quilt-private")) {
            session.refusal("objects", "bucket_object_text", map("s3_uri", "s3://quilt-private/secret/plan.txt"), List.of("Your role"));
        }
        if (session.person().kind() == Kind.READER) {
            var arguments = map("bucket", EXAMPLE, "key", "soak/denied", "content", "x");
            session.refusal("objects", "s3_object_put", arguments, List.of("Nothing was written", "ReadQuiltBucket"));
        }
    }

    static void summary(Session session) {
        session.streamed("objects", "bucket_summary", map("bucket", EXAMPLE, "prefix", "many/"), reply -> {
            var counted = reply.structured().at("objects").number();
            // A scan that its time limit ends says so.
            return reply.structured().at("truncated").isTrue() && counted < MANY ? "" : same("objects", counted, (double) MANY);
        });
    }

    static void browse(Session session) {
        var arguments = map("registry", EXAMPLE, "package_name", "examples/hurdat", "include_signed_urls", false);
        session.tool("packages", "package_browse", arguments, reply ->
                same("entries", reply.structured().at("entries").texts("logical_key"), HURDAT));
    }

    static void revisions(Session session) {
        var arguments = map("bucket", EXAMPLE, "name", "examples/hurdat");
        session.tool("packages", "package_revisions", arguments, reply ->
                same("revisions", reply.structured().at("total").number(), 3.0));
    }

    static void packages(Session session) {
        session.tool("packages", "packages_list", map("registry", EXAMPLE, "prefix", "examples/"), reply -> same(
                "packages",
                Json.of(reply.structured().at("packages")),
                Json.of(List.of("examples/awkward", "examples/hurdat", "examples/images", "examples/wide"))));
    }

    /** Searches words that no caller writes, so that the hits are those of the seed. */
    static void searchObjects(Session session) {
        var arguments = map("query", "camille", "buckets", List.of(EXAMPLE));
        session.tool("search", "search_objects", arguments, reply -> {
            var keys = reply.structured().at("objects").texts("key");
            return keys.contains("data/storms.csv") && keys.contains("reference/storms.csv") ? "" : "hits are " + keys;
        });
    }

    static void searchPackages(Session session) {
        session.tool("search", "search_packages", map("query", "hurdat"), reply -> {
            var foreign = reply.structured().at("packages").texts("bucket").stream()
                    .filter(bucket -> !session.person().kind().buckets().contains(bucket))
                    .toList();
            var names = reply.structured().at("packages").texts("name");
            return names.contains("examples/hurdat") && foreign.isEmpty() ? "" : "hits are " + names + " " + foreign;
        });
    }

    static void chatGpt(Session session) {
        session.tool("search", "search", map("query", "hurdat"), reply -> {
            if (reply.structured().at("note").text().contains("Not all of the catalog was searched")) {
                return Session.PARTIAL;
            }
            var titles = reply.structured().at("results").texts("title");
            return titles.contains("Package examples/hurdat in bucket quilt-example") ? "" : "hits are " + titles;
        });
    }

    static void workflows(Session session) {
        if (session.person().kind().writes()) {
            session.tool("metadata", "workflow_list", map("bucket", "quilt-lab"), reply -> same(
                    "workflows",
                    reply.structured().at("workflows").texts("id").stream().sorted().toList(),
                    List.of("assay", "release", "tables")));
        }
    }

    static void template(Session session) {
        session.tool("metadata", "get_metadata_template", map("template_name", "standard"), reply ->
                reply.structured().at("success").isTrue() ? "" : "no template");
    }

    static void tables(Session session) {
        session.tool("tabulator", "tabulator_table_list", map("bucket", EXAMPLE, "table", "storms"), reply -> same(
                "table", reply.structured().at("tables").texts("name"), List.of("storms")));
    }

    static void sql(Session session) {
        var factor = session.random().nextInt(1000);
        var sql = "SELECT count(*) AS n, %d * 3 AS m FROM lab.storms".formatted(factor);
        Session.Check rows = reply -> List.of("RUNNING", "QUEUED").contains(reply.structured().at("state").text())
                ? ""
                : same(
                        "rows",
                        Json.of(reply.structured().at("formatted_data")),
                        "[{\"n\":8,\"m\":%d}]".formatted(factor * 3));
        // A query that outlasts its call continues, and another call returns its rows.
        session.tool("sql", "athena_query", map("sql", sql), rows)
                .filter(begun -> begun.at("formatted_data").missing())
                .ifPresent(begun -> session.tool("sql", "athena_query_results", map(
                        "execution_id", begun.at("execution_id").text()), rows));
    }

    static void schema(Session session) {
        session.tool("sql", "athena_table_schema", map("database", "lab", "table", "storms"), reply ->
                same("table", reply.structured().at("table_name").text(), "storms"));
    }

    static void refusedSql(Session session) {
        session.refusal("sql", "athena_query", map("sql", "DROP TABLE lab.storms"), List.of("read"));
    }

    static void tools(Session session) {
        session.ask("protocol", "tools/list", "", map(), reply ->
                reply.result().at("tools").texts("name").contains("package_create") ? "" : "tools are missing");
    }

    static void prompt(Session session) {
        var mark = "soak-" + session.person().name();
        var arguments = map("bucket", EXAMPLE, "prefix", mark);
        session.ask("prompts", "prompts/get", "import_prefix", map("name", "import_prefix", "arguments", arguments), reply ->
                reply.result().at("messages/0/content/text").text().contains("\"" + mark + "\"") ? "" : "another's words");
    }

    static void completion(Session session) {
        var params = map(
                "ref", map("type", "ref/prompt", "name", "import_prefix"),
                "argument", map("name", "bucket", "value", "quilt-"));
        session.ask("completion", "completion/complete", "", params, reply -> same(
                "values",
                Json.of(reply.result().at("completion/values")),
                Json.of(session.person().kind().buckets())));
    }

    static void file(Session session) {
        var uri = "quilt+s3://quilt-example#package=examples/hurdat&path=README.md";
        session.ask("resources", "resources/read", uri, map("uri", uri), reply ->
                reply.result().at("contents/0/text").text().startsWith("# Atlantic storms") ? "" : "other text");
    }

    static void users(Session session) {
        if (session.person().kind() == Kind.ADMIN) {
            session.tool("admin", "admin_users_list", map("filter", "switcher"), reply ->
                    same("users", reply.structured().at("users").texts("name"), List.of("switcher")));
        } else {
            session.refusal("admin", "admin_users_list", map(), List.of("Only administrators"));
        }
    }
}
