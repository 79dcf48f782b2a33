package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Administration of single sign-on, buckets and API keys, and the log of mutations. */
final class SettingAdminTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final AdminClient ADMIN = new AdminClient(SANDBOX);
    private static final String SSO = """
            # kept as it is
            version: "1.0"
            default_role: ReadQuiltBucket
            mappings:
              - schema: {type: object, required: [groups]}
                roles: [NoBucket]
                admin: null
            """;

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void keepsSsoConfigAsSentAndProtectsItsRoles() {
        assertThat(ADMIN.run("{admin{ssoConfig{text}}}")).contains("\"ssoConfig\":null");
        String set = sso(SSO);
        assertThat(JsonFields.one(set, "text"))
                .isEqualTo(SSO.replace("\"", "\\\"").replace("\n", "\\n"));
        assertThat(set).contains("\"uploader\":{\"name\":\"admin\"}", "\"timestamp\":\"20");
        try {
            assertThat(ADMIN.run("{admin{isDefaultRoleSettingDisabled}}")).contains("true");
            String id = ADMIN.roleId("NoBucket");
            assertThat(ADMIN.run("mutation{roleDelete(id:\"%s\"){__typename}}".formatted(id)))
                    .contains("RoleNameUsedBySsoConfig");
            assertThat(ADMIN.run("mutation{roleUpdateManaged(id:\"%s\",input:{name:\"x\",policies:[]}){__typename}}"
                            .formatted(id)))
                    .contains("RoleNameUsedBySsoConfig");
            assertThat(ADMIN.run("mutation{roleSetDefault(id:\"%s\"){__typename}}".formatted(id)))
                    .contains("SsoConfigConflict");
            refusesRolesOfSsoUser();
        } finally {
            assertThat(sso(null)).isEqualTo("{\"admin\":{\"setSsoConfig\":null}}");
        }
        assertThat(ADMIN.run("{admin{ssoConfig{text}}}")).contains("\"ssoConfig\":null");
    }

    private static void refusesRolesOfSsoUser() {
        var answer = SANDBOX.send("POST", "/sandbox/people", "{\"count\":1,\"kind\":\"sso\"}", null);
        String name = Json.asObject(Json.object(answer.body()).get("tokens"))
                .keySet()
                .iterator()
                .next();
        assertThat(ADMIN.run("{admin{user{get(name:\"%s\"){isRoleAssignmentDisabled isAdminAssignmentDisabled}}}}"
                        .formatted(name)))
                .doesNotContain("false");
        assertThat(ADMIN.user(name, "addRoles(roles:[\"NoBucket\"])"))
                .contains("OperationError", "RoleAssignmentDisabled");
        assertThat(ADMIN.user(name, "setAdmin(admin:true)")).contains("OperationError", "AdminAssignmentDisabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "version: 1.0\ndefault_role: NoBucket\nmappings: []",
                "version: '1.0'\nmappings: []",
                "version: '1.0'\ndefault_role: NoBucket",
                "version: '1.0'\ndefault_role: NoBucket\nmappings: []\nprovider: okta",
                "version: '1.0'\ndefault_role: NoBucket\nmappings: [{roles: [NoBucket]}]",
                "version: '1.0'\ndefault_role: NoBucket\nmappings: [{schema: true, roles: []}]",
                "version: '1.0'\ndefault_role: NoBucket\nmappings: [{schema: true, roles: [NoBucket], admin: 1}]",
                "version: '1.0'\ndefault_role: Nope\nmappings: []"
            })
    void refusesInvalidSsoConfig(String text) {
        assertThat(sso(text)).contains("InvalidInput", "\"path\":\"config\"");
    }

    @Test
    void acceptsSsoConfigAsJson() {
        assertThat(sso("{\"version\":\"1.0\",\"default_role\":\"NoBucket\",\"mappings\":[],\"union_roles\":true}"))
                .contains("\"SsoConfig\"");
        sso(null);
    }

    private static String sso(@Nullable String text) {
        return SANDBOX.data(
                "admin",
                "mutation($config:String){admin{setSsoConfig(config:$config){%s ...on SsoConfig{text timestamp uploader{name}}}}}"
                        .formatted(AdminClient.FAILURES),
                Json.of("config", text));
    }

    @Test
    void opensQueriesOfTabulator() {
        assertThat(ADMIN.run("mutation{admin{setTabulatorOpenQuery(enabled:true){tabulatorOpenQuery}}}"))
                .contains("true");
        assertThat(ADMIN.run("{admin{tabulatorOpenQuery}}")).contains("true");
    }

    @Test
    void addsChangesAndRemovesBucket() {
        SANDBOX.control("POST", "/buckets", "{\"name\":\"intake\"}");
        assertThat(bucketAdd("name:\"intake\",title:\"Intake\",iconUrl:\"https://x\",prefixes:[\"raw/\"]"))
                .contains(
                        "\"title\":\"Intake\",\"iconUrl\":\"https://x\",\"prefixes\":[\"raw/\"]",
                        "\"lastIndexed\":\"20");
        assertThat(bucketAdd("name:\"intake\",title:\"Intake\"")).contains("BucketAlreadyAdded");
        assertThat(ADMIN.policy("Intake", "[{bucket:\"intake\",level:READ}]", ADMIN.roleId("NoBucket")))
                .contains("\"Policy\"");
        assertThat(SANDBOX.data("nobody", "{buckets{name}}")).contains("intake");
        assertThat(ADMIN.run("{bucketConfig(name:\"intake\"){associatedPolicies{policy{title} level}"
                        + " associatedRoles{role{...on ManagedRole{name}} level}}}"))
                .contains("\"title\":\"Intake\"", "\"name\":\"NoBucket\"");
        assertThat(ADMIN.run("mutation{bucketUpdate(name:\"intake\",input:{title:\"In\"}){__typename"
                        + " ...on BucketUpdateSuccess{bucketConfig{title iconUrl prefixes}}}}"))
                .contains("\"title\":\"In\",\"iconUrl\":null,\"prefixes\":[\"\"]");
        assertThat(remove("intake")).contains("BucketRemoveSuccess");
        assertThat(remove("intake")).contains("BucketNotFound");
        assertThat(SANDBOX.data("nobody", "{buckets{name}}")).doesNotContain("intake");
        assertThat(ADMIN.run("{policies{permissions{bucket{name}}}}")).doesNotContain("intake");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name:\"nowhere\",title:\"t\"|BucketDoesNotExist",
                "name:\"quilt-lab\",title:\"t\"|BucketAlreadyAdded",
                "name:\"quilt-unregistered\",title:\"t\",fileExtensionsToIndex:[\"csv\"]|BucketFileExtensionsToIndexInvalid",
                "name:\"quilt-unregistered\",title:\"t\",indexContentBytes:-1|BucketIndexContentBytesInvalid",
                "name:\"quilt-unregistered\",title:\"t\",snsNotificationArn:\"x\"|SnsInvalid"
            })
    void refusesInvalidBucket(String input, String type) {
        assertThat(bucketAdd(input)).isEqualTo("{\"bucketAdd\":{\"__typename\":\"" + type + "\"}}");
    }

    private static String bucketAdd(String input) {
        return ADMIN.run(("mutation{bucketAdd(input:{%s}){__typename ...on BucketAddSuccess"
                        + "{bucketConfig{title iconUrl prefixes lastIndexed}} ...on InsufficientPermissions{message}}}")
                .formatted(input));
    }

    private static String remove(String name) {
        return ADMIN.run("mutation{bucketRemove(name:\"%s\"){__typename}}".formatted(name));
    }

    @Test
    void returnsOutcomesThatTestSets() {
        try {
            ADMIN.settings("""
                    {"outcomes":{"bucketRemove":"IndexingInProgress","bucketAdd":"InsufficientPermissions",
                     "admin.user.delete":"Broken","admin.user.setEmail":"InvalidInput"}}""");
            assertThat(remove("quilt-lab")).contains("IndexingInProgress");
            assertThat(bucketAdd("name:\"x\",title:\"t\"")).contains("InsufficientPermissions", "message");
            assertThat(ADMIN.user("reader", "delete")).contains("OperationError", "\"name\":\"Broken\"");
            assertThat(ADMIN.user("reader", "setEmail(email:\"n@example.com\")"))
                    .contains("InvalidInput");
            assertThat(SANDBOX.graphql("writer", "mutation{bucketRemove(name:\"quilt-lab\"){__typename}}")
                            .body())
                    .contains("Forbidden");
        } finally {
            ADMIN.settings("{\"outcomes\":{}}");
        }
    }

    @Test
    void createsListsAndRevokesApiKeys() {
        String created = SANDBOX.data(
                "reader",
                "mutation{apiKeyCreate(input:{name:\"laptop\"}){__typename"
                        + " ...on APIKeyCreated{secret apiKey{id fingerprint status lastUsedAt userEmail}}}}");
        String bearer = "Bearer " + JsonFields.one(created, "secret");
        assertThat(created).contains("\"status\":\"ACTIVE\",\"lastUsedAt\":null,\"userEmail\":\"reader@example.com\"");
        assertThat(ADMIN.status(bearer)).isEqualTo(200);
        assertThat(SANDBOX.data("reader", "{me{apiKeys(name:\"lap\"){name lastUsedAt}}}"))
                .contains("\"name\":\"laptop\",\"lastUsedAt\":\"20");
        assertThat(SANDBOX.data("writer", "{me{apiKeys{name}}}"))
                .contains("apikey")
                .doesNotContain("laptop");
        String id = JsonFields.one(created, "id");
        assertThat(ADMIN.run("{admin{apiKeys{list(email:\"reader@\"){id} get(id:\"%s\"){name}}}}".formatted(id)))
                .contains(id, "laptop");
        String revoke =
                "mutation{apiKeyRevoke(id:\"%s\"){__typename ...on InvalidInput{errors{path name}}}}".formatted(id);
        assertThat(SANDBOX.data("writer", revoke)).contains("InvalidInput", "APIKeyNotFound");
        assertThat(SANDBOX.data("reader", revoke)).contains("\"Ok\"");
        assertThat(ADMIN.status(bearer)).isEqualTo(401);
        assertThat(ADMIN.run("mutation{admin{apiKeys{revoke(id:\"%s\"){__typename}}}}".formatted(id)))
                .contains("InvalidInput");
    }

    @Test
    void refusesExpiredApiKey() {
        String key = SANDBOX.send("POST", "/sandbox/keys", "{\"user\":\"nobody\",\"name\":\"old\",\"days\":-1}", null)
                .body();
        assertThat(ADMIN.status("Bearer " + JsonFields.one(key, "secret"))).isEqualTo(401);
        assertThat(SANDBOX.data("nobody", "{me{apiKeys(status:EXPIRED){name status}}}"))
                .contains("\"name\":\"old\",\"status\":\"EXPIRED\"");
        assertThat(SANDBOX.data("nobody", "{me{apiKeys(status:ACTIVE){name}}}")).contains("[]");
    }

    @Test
    void recordsMutationsWithoutSecrets() {
        SANDBOX.control("DELETE", "/mutations", "");
        ADMIN.user("nobody", "setEmail(email:\"nobody@example.org\")");
        var _ = SANDBOX.data("reader", "mutation{apiKeyRevoke(secret:\"qk_hidden\"){__typename}}");
        var _ = SANDBOX.graphql("writer", "mutation{roleDelete(id:\"x\"){__typename}}");
        ADMIN.user("who", "delete");
        String log = SANDBOX.send("GET", "/sandbox/mutations", null, null).body();
        assertThat(Json.any(log))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(
                        Map.of(
                                "operation",
                                "admin.user.setEmail",
                                "user",
                                "admin",
                                "variables",
                                Map.of("name", "nobody", "email", "nobody@example.org"),
                                "result",
                                "User"),
                        Map.of(
                                "operation",
                                "apiKeyRevoke",
                                "user",
                                "reader",
                                "variables",
                                Map.of("secret", "-"),
                                "result",
                                "InvalidInput"),
                        Map.of(
                                "operation",
                                "roleDelete",
                                "user",
                                "writer",
                                "variables",
                                Map.of("id", "x"),
                                "result",
                                "error"))
                .hasSize(3);
        assertThat(log).doesNotContain("qk_hidden");
    }
}
