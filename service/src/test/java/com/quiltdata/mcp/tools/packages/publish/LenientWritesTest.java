package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.tools.packages.importing.PackageCreateFromS3;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools that change packages make of arguments in other forms than their schemas', and never do. */
final class LenientWritesTest {
    private static final String NEW = "'package_name': 'lab/new', 'registry': 'bucket-1'";
    private static final PackageName NEW_NAME = new PackageName("bucket-1", "lab/new");
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 10, 10, 1_000_000, 1 << 25);

    private final PublishFixture fixture = new PublishFixture();
    private final Inventory inventory = new Inventory(
            List.of(new Toolset(
                    "packages",
                    List.of(
                            new PackageCreate(fixture.push(), fixture.ports()),
                            new PackageUpdate(fixture.push(), fixture.ports()),
                            new PackagePatch(fixture.push(), fixture.ports()),
                            new PackagePromote(fixture.push(), fixture.ports()),
                            new PackageDelete(fixture.ports(), fixture.timing),
                            new PackageCreateFromS3(fixture.push(), fixture.ports())))),
            text -> CatalogPageUrl.toUri(CatalogSite.parse("https://catalog.org"), text));
    private final Runner runner = new Runner(inventory, LIMITS, Validators.newValidator(), Meters.none(), _ -> {});

    private Result run(String tool, String arguments) {
        try {
            var json = (ObjectNode) new ObjectMapper().readTree("{" + arguments.replace('\'', '"') + "}");
            return runner.run(inventory.find(tool).orElseThrow(), json, Calls.any());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(arguments, e);
        }
    }

    private void succeeds(String tool, String arguments) {
        assertThat(run(tool, arguments)).isInstanceOf(Result.Success.class);
    }

    private void refuses(String tool, String arguments, String because) {
        assertThat(run(tool, arguments))
                .asInstanceOf(type(Result.FailureResult.class))
                .satisfies(result -> assertThat(result.failure()).hasMessageContaining(because));
        assertThat(fixture.packages.done).isEmpty();
    }

    private Manifest latest(PackageName name) {
        return fixture.packages.latest(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "package_create | 'name': 'lab/plates', 'bucket': 'bucket-1', 's3_uris': ['s3://data-1/a'], 'force': true |",
                "package_update | 'name': 'lab/plates', 'bucket': 'bucket-1', 's3_uri': 's3://data-1/a' | alpha",
                "package_patch | 'name': 'lab/plates', 'bucket': 'bucket-1', 'message': 'm' | alpha",
                "package_promote | 'name': 'lab/plates', 'bucket': 'bucket-1', 'target_bucket': 'prod-1', 'force': true |",
                "package_create_from_s3 | 'name': 'lab/plates', 'source_bucket': 'bucket-1', 'overwrite': true |",
            })
    void pushesWithoutWorkflowOnlyOnRequest(String tool, String arguments, String usual) {
        fixture.packages.push(
                new NewRevision(PublishFixture.NAME, "base", null, "alpha", List.of(PublishFixture.entry("a"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.objects.with("bucket-1", "a", "x");
        fixture.workflows.put(
                "bucket-1",
                new Workflows(
                        true,
                        false,
                        null,
                        List.of(),
                        Map.of(),
                        List.of(new Workflows.Successor("s3://prod-1", "Production", false))));
        var name = tool.equals("package_promote") ? new PackageName("prod-1", "lab/plates") : PublishFixture.NAME;
        refuses(tool, arguments + ", 'workflow': 'beta', 'without_workflow': true", "Send either `workflow` or");

        succeeds(tool, arguments + ", 'workflow': ''");
        assertThat(latest(name).workflow()).isEqualTo(usual);

        fixture.packages.pass(Duration.ofMinutes(1));
        succeeds(tool, arguments + ", 'without_workflow': true");
        assertThat(latest(name).workflow()).isEmpty();
    }

    @Test
    void refusesChangeWithoutEffect() {
        fixture.packages.push(
                new NewRevision(PublishFixture.NAME, "m", null, "alpha", List.of(PublishFixture.entry("a"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.packages.done.clear();
        refuses(
                "package_patch",
                "'name': 'lab/plates', 'bucket': 'bucket-1', 'message': 'm', 'workflow': 'alpha'",
                "Nothing would change");
    }

    @Test
    void createsPackageThoughEveryOtherArgumentIsBlank() {
        succeeds(
                "package_create",
                NEW + ", 's3_uris': '[\\'s3://data-1/a\\', \\'s3://data-1/b\\']', 'entries': {}, 'uri': '',"
                        + " 'metadata': {}, 'message': '', 'flatten': '', 'copy': '', 'workflow': '', 'overwrite': '',"
                        + " 'metadata_from': ''");
        assertThat(latest(NEW_NAME).files()).hasSize(2);
    }

    @Test
    void createsPackageFromEntriesInOtherForms() {
        succeeds(
                "package_create",
                NEW + ", 'entries': '{\\'a\\': {\\'type\\': \\'inline\\', \\'text\\': \\'x\\', \\'uri\\': \\'\\',"
                        + " \\'metadata\\': {\\'k\\': \\'[1]\\'}}, \\'b\\': {\\'type\\': \\'uri\\', \\'content\\': \\'\\',"
                        + " \\'s3_uri\\': \\'s3://data-1/b\\'}}'");
        assertThat(latest(NEW_NAME).files()).hasSize(2);
        assertThat(latest(NEW_NAME).files().getFirst().metadata()).isEqualTo(Map.of("user_meta", Map.of("k", "[1]")));
    }

    @Test
    void treatsBlankFieldsOfEntriesAsAbsent() {
        succeeds(
                "package_create",
                NEW + ", 'entries': {'a': {'type': 'uri', 's3_uri': '', 'uri': 's3://data-1/a', 'meta': '',"
                        + " 'metadata': {'k': 1}, 'content': {}, 'content_type': null},"
                        + " 'b': {'type': 'inline', 'text': 'x', 'content': '', 'content_type': {}, 'meta': ''},"
                        + " 'c': {'type': 'inline', 'content': '', 'uri': {}}}");
        var files = latest(NEW_NAME).files();
        assertThat(files).extracting(PackageEntry.File::size).containsExactly(7L, 1L, 0L);
        assertThat(files.getFirst().metadata()).isEqualTo(Map.of("user_meta", Map.of("k", 1)));
        assertThat(files.get(1).metadata()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'content': '', 'text': {}, 'meta': '', 'metadata': {}",
                "'text': {}, 'content': '', 'metadata': {}, 'meta': ''",
                "'content': {}, 'text': '', 'meta': {}, 'metadata': ''",
                "'text': '', 'content': {}, 'metadata': '', 'meta': {}",
            })
    void readsTwoBlanksOfOneFieldTheSameInAnyOrder(String fields) {
        succeeds("package_create", NEW + ", 'entries': {'a': {'type': 'inline', %s}}".formatted(fields));
        assertThat(latest(NEW_NAME).files())
                .singleElement()
                .satisfies(
                        file -> assertThat(file.size()).isZero(),
                        file -> assertThat(file.metadata()).isEqualTo(Map.of("user_meta", Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['s3://data-1/x/a', 'https://data-1.s3.amazonaws.com/b']",
                "'[\\'s3://data-1/x/a\\', \\'s3://data-1/b\\']'",
                "[{'logical_key': 'a', 'physical_key': 's3://data-1/x/a'}, {'path': 'b', 's3_uri': 's3://data-1/b'}]",
                "[{'name': 'a', 'type': 'uri', 'uri': 's3://data-1/x/a'}, {'uri': 's3://data-1/b'}]",
                "[{'logical_key': 'a', 'path': null, 'uri': 's3://data-1/x/a'}, {'uri': 's3://data-1/b', 's3_uri': null}]",
                "['https://catalog.org/b/data-1/tree/x/a', {'uri': 'https://catalog.org/b/data-1/tree/b'}]",
                "'[\\'https://catalog.org/b/data-1/tree/x/a\\', \\'s3://data-1/b\\']'",
                "[{'logical_key': null, 'uri': 's3://data-1/x/a', 'physical_key': null}, 's3://data-1/b']",
                "{'a': {'physical_key': 's3://data-1/x/a', 'content': ''}, 'b': {'uri': 's3://data-1/b'}}",
            })
    void understandsFilesInOtherForms(String entries) {
        succeeds("package_create", NEW + ", 'entries': " + entries);
        assertThat(latest(NEW_NAME).files())
                .extracting(file -> file.path() + " " + file.physicalKey().replaceFirst("[?].*", ""))
                .containsExactly("a s3://data-1/x/a", "b s3://data-1/b");
    }

    @Test
    void namesFilesOfOtherPackagesInListByTheirPaths() {
        fixture.publish("base", "x/a", "raw/b");
        var uri = "quilt+s3://bucket-1#package=lab/plates&path=";
        succeeds("package_create", NEW + ", 'entries': ['%sx/a', {'uri': '%sraw/'}]".formatted(uri, uri));
        assertThat(latest(NEW_NAME).files())
                .extracting(PackageEntry.File::path)
                .containsExactlyInAnyOrder("a", "raw/b");
    }

    @Test
    void understandsInlineFilesInList() {
        succeeds("package_create", NEW + ", 'entries': [{'path': 'n/a.md', 'text': 'x', 'meta': {'k': 1}}]");
        assertThat(latest(NEW_NAME).files())
                .extracting(PackageEntry.File::path, PackageEntry.File::metadata)
                .containsExactly(tuple("n/a.md", Map.of("user_meta", Map.of("k", 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"['s3://data-1/other/README.md']", "[{'uri': 's3://data-1/other/README.md'}]"})
    void patchGuessesNoKeyOfFileToReplace(String set) {
        fixture.publish("base", "README.md");
        var target = "'name': 'lab/plates', 'bucket': 'bucket-1'";

        refuses(
                "package_patch",
                target + ", 'set': " + set,
                "`set[0]` has no clear logical key or URI; send an object of files by logical key, like {\"data/a.csv\": ");
        assertThat(fixture.packages.done).isEmpty();
        succeeds("package_patch", target + ", 'set': [{'path': 'b', 'uri': 's3://data-1/other/README.md'}]");
        assertThat(latest(PublishFixture.NAME).files())
                .extracting(file -> file.path() + " " + file.physicalKey().replaceFirst("[?].*", ""))
                .containsExactlyInAnyOrder("README.md s3://data-1/README.md", "b s3://data-1/other/README.md");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "['s3://data-1/x/a', 's3://data-1/y/a'] | `entries[1]` has the same logical key as another item",
                "['a'] | `entries[0]`: \"a\" is not an S3 URI",
                "['quilt+s3://b-1#package=a/b'] | `entries[0]`: it names a whole package. Add the path",
                "['https://catalog.org/b/data-1/tree/x/'] | `entries[0]` has no clear logical key",
                "['s3://data-1/x/'] | `entries[0]` has no clear logical key",
                "[7] | `entries[0]` has no clear logical key",
                "[{'path': 'a', 'name': 'b', 'uri': 's3://data-1/a'}] | `entries[0]` has no clear logical key",
                "[{'path': ['a'], 'content': 'x'}] | `entries[0]`: its `path` must be a string. Or send",
                "[{'name': 7, 'uri': 's3://data-1/a'}] | `entries[0]`: its `name` must be a string. Or send",
                "[{'logical_key': null, 'content': 'x'}] | `entries[0]` has no clear logical key",
                "'s3://data-1/a' | `entries` must be",
            })
    void refusesUnclearFilesWithTheForm(String entries, String because) {
        refuses("package_create", NEW + ", 'entries': " + entries, because);
        refuses(
                "package_create",
                NEW + ", 'entries': " + entries,
                "an object of files by logical key, like {\"data/a.csv\": {\"type\": \"uri\", \"uri\": \"s3://");
        assertThat(fixture.objects.asked).isEmpty();
    }

    @Test
    void refusesFileOfUnknownType() {
        refuses("package_create", NEW + ", 'entries': [{'path': 'a', 'url': 's3://b-1/k'}]", "`url` is unknown");
        refuses("package_create", NEW + ", 'entries': [{'path': 'a'}]", "send \"uri\" or \"inline\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'type': 'inline', 'content': {} | of type inline has `content`, a string",
                "'type': 'uri', 'uri': '' | of type uri has `uri`",
                "'type': 'uri', 'uri': 's3://b-1/k', 'meta': [1] | .meta`: it must be an object",
                "'type': 'uri', 'uri': 's3://b-1/k', 's3_uri': 's3://b-1/l' | send only `uri`",
            })
    void refusesEntryWithoutItsContent(String fields, String because) {
        refuses("package_create", NEW + ", 'entries': {'a': {%s}}".formatted(fields), because);
    }

    @Test
    void writesContentThatIsAnObjectAsJson() {
        succeeds(
                "package_create",
                NEW
                        + ", 'entries': {'c.json': {'type': 'inline', 'content': {'series': [{'data': [1, 2.5, null]}], 'a': 1}}}");
        assertThat(fixture.objects.content("bucket-1", "lab/new/c.json"))
                .asString()
                .isEqualTo("{\"series\":[{\"data\":[1,2.5,null]}],\"a\":1}");
    }

    @Test
    void refusesEntryWithTwoContents() {
        refuses(
                "package_create",
                NEW + ", 'entries': {'a': {'type': 'inline', 'text': 'x', 'content': 'y'}}",
                "two names of it are sent with different values; send only `content`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'revision': ''",
                "'top_hash': ''",
                "'revision': {}",
                "'revision': null",
                "'top_hash': null",
                "'package_hash': 'latest'"
            })
    void deletesNothingForBlankRevision(String revision) {
        fixture.publish("base", "a");
        refuses(
                "package_delete",
                "'name': 'lab/plates', 'bucket': 'bucket-1', 'confirm': true, " + revision,
                "`revision`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include_patterns", "exclude_patterns", "dry_run"})
    void importsNothingForBlankThatWouldImportMore(String argument) {
        fixture.objects.with("bucket-1", "a", "x");
        refuses(
                "package_create_from_s3",
                "'name': 'lab/new', 'source_bucket': 'bucket-1', '%s': ''".formatted(argument),
                argument);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "package_patch | 'bucket': 'BAD_', 'name': 'a/b', 'message': 'm' | `bucket`: ",
                "package_patch | 'bucket': 'bucket-1', 'name': 'ab', 'message': 'm' | `name`: ",
                "package_patch | 'bucket': 'bucket-1', 'message': 'm' | one way: `name` and `bucket` together, or `uri` alone",
                "package_patch | 'uri': 'quilt+s3://bucket-1#package=a/b@abcdef', 'message': 'm' | `uri`: ",
                "package_patch | 'bucket': 'bucket-1', 'name': 'a/b', 'revision': 'abcdef', 'message': 'm' | full top hash",
                "package_promote | 'bucket': 'BAD_', 'name': 'a/b', 'target_bucket': 'prod-1' | `bucket`: ",
                "package_promote | 'name': 'a/b', 'target_bucket': 'prod-1' | one way: `name` and `bucket` together, or",
                "package_create | 'registry': 'BAD_', 'package_name': 'a/b', 's3_uris': [] | `registry`: ",
                "package_create | 'registry': 'bucket-1', 's3_uris': [] | one way: `package_name` and `registry` together",
            })
    void namesTheToolsOwnArgumentsInRefusals(String tool, String arguments, String because) {
        refuses(tool, arguments, because);
    }

    @Test
    void namesConfirmAmongTheKnownArguments() {
        refuses("package_delete", "'confirmed': true", "known arguments: package_name, registry, revision, confirm.");
    }
}
