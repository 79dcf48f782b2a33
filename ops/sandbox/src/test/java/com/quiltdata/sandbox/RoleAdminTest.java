package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.sandbox.json.Json;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Administration of roles and policies, and the rights that follow from them. */
final class RoleAdminTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final AdminClient ADMIN = new AdminClient(SANDBOX);

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void policiesOfRoleDecideWhatItsUsersMayDo() {
        String role = JsonFields.one(ADMIN.managedRole("Chemists"), "id");
        String policy = ADMIN.policy("Lab", "[{bucket:\"quilt-lab\",level:READ}]", role);
        assertThat(policy).contains("\"roles\":[{\"name\":\"Chemists\"}]", "\"managed\":true");
        String bearer = bearer("chemist", "Chemists");
        assertThat(buckets(bearer)).contains("quilt-lab").doesNotContain("quilt-example");

        String id = JsonFields.one(policy, "id");
        assertThat(ADMIN.run(("mutation{policyUpdateManaged(id:\"%s\",input:{title:\"Lab\",permissions:"
                                + "[{bucket:\"quilt-example\",level:READ_WRITE}],roles:[\"%s\"]}){%s}}")
                        .formatted(id, role, AdminClient.FAILURES)))
                .contains("\"Policy\"");
        assertThat(buckets(bearer)).contains("quilt-example").doesNotContain("quilt-lab");
        assertThat(ADMIN.run("mutation{policyDelete(id:\"%s\"){%s}}".formatted(id, AdminClient.FAILURES)))
                .contains("OperationError", "PolicyAssigned", "is assigned to a role and therefore cannot be deleted");
        assertThat(ADMIN.run(("mutation{roleUpdateManaged(id:\"%s\",input:{name:\"Physicists\",policies:[]})"
                                + "{__typename ...on RoleUpdateSuccess{role{...on ManagedRole{name}}}}}")
                        .formatted(role)))
                .contains("RoleUpdateSuccess", "Physicists");
        assertThat(buckets(bearer)).isEqualTo("{\"data\":{\"buckets\":[]}}");
        assertThat(ADMIN.run("mutation{policyDelete(id:\"%s\"){%s}}".formatted(id, AdminClient.FAILURES)))
                .contains("\"Ok\"");
        assertThat(ADMIN.run("mutation{policyDelete(id:\"%s\"){%s}}".formatted(id, AdminClient.FAILURES)))
                .contains("PolicyDoesNotExist", "\"path\":\"id\"");
    }

    @Test
    void namesInvalidInputOfPolicies() {
        assertThat(ADMIN.policy("ReadExamples", "[]")).contains("input.title", "PolicyTitleConflict");
        assertThat(ADMIN.policy("Nowhere", "[{bucket:\"nope\",level:READ}]")).contains("input.permissions");
        assertThat(unmanaged("Theirs", "nonsense")).contains("input.arn", "PolicyArnInvalid");
        assertThat(unmanaged("Theirs", "arn:aws:iam::123456789012:policy/Theirs"))
                .contains("\"Policy\"");
        assertThat(unmanaged("Others", "arn:aws:iam::123456789012:policy/Theirs"))
                .contains("input.arn", "PolicyArnConflict");
    }

    private static String unmanaged(String title, String arn) {
        return ADMIN.run("mutation{policyCreateUnmanaged(input:{title:\"%s\",arn:\"%s\",roles:[]}){%s}}"
                .formatted(title, arn, AdminClient.FAILURES));
    }

    @Test
    void refusesMoreThanTenPolicies() {
        String[] eleven = IntStream.range(0, 11)
                .mapToObj(i -> JsonFields.one(ADMIN.policy("Many" + i, "[]"), "id"))
                .toArray(String[]::new);
        assertThat(ADMIN.managedRole("Full", eleven)).contains("RoleHasTooManyPoliciesToAttach");
        String ten = Json.text(java.util.Arrays.copyOf(eleven, 10));
        String id = JsonFields.one(
                ADMIN.run(("mutation{roleCreateManaged(input:{name:\"Full\",policies:%s}){...on RoleCreateSuccess"
                                + "{role{...on ManagedRole{id}}}}}")
                        .formatted(ten)),
                "id");
        assertThat(ADMIN.policy("Eleventh", "[]", id))
                .contains("input.roles", "RoleHasTooManyPoliciesToAttach", "\"context\":{\"max_policies\":10}");
    }

    @Test
    void returnsEachRefusalOfRoles() {
        assertThat(ADMIN.managedRole("ReadQuiltBucket")).contains("RoleNameReserved");
        assertThat(ADMIN.managedRole("NoBucket")).contains("RoleNameExists");
        assertThat(ADMIN.managedRole("no good")).contains("RoleNameInvalid");
        assertThat(delete("ReadQuiltBucket")).contains("RoleNameReserved");
        assertThat(delete("NoBucket")).contains("RoleAssigned");
        assertThat(ADMIN.run("mutation{roleDelete(id:\"x\"){__typename}}")).contains("RoleDoesNotExist");
        assertThat(ADMIN.run("mutation{roleSetDefault(id:\"x\"){__typename}}")).contains("RoleDoesNotExist");
        assertThat(ADMIN.run("mutation{roleUpdateUnmanaged(id:\"%s\",input:{name:\"x\",arn:\"y\"}){__typename}}"
                        .formatted(ADMIN.roleId("NoBucket"))))
                .contains("RoleIsManaged");
        ADMIN.managedRole("Gone");
        assertThat(delete("Gone")).contains("RoleDeleteSuccess");
    }

    private static String delete(String role) {
        return ADMIN.run("mutation{roleDelete(id:\"%s\"){__typename}}".formatted(ADMIN.roleId(role)));
    }

    @Test
    void unmanagedRoleSeesEveryBucket() {
        assertThat(ADMIN.run("mutation{roleCreateUnmanaged(input:{name:\"Own\",arn:\"arn:aws:iam::1:role/Own\"})"
                        + "{__typename ...on RoleCreateSuccess{role{__typename ...on UnmanagedRole{name arn}}}}}"))
                .contains("UnmanagedRole", "arn:aws:iam::1:role/Own");
        assertThat(buckets(bearer("own", "Own"))).contains("quilt-archive", "quilt-example");
        assertThat(ADMIN.run("mutation{roleUpdateManaged(id:\"%s\",input:{name:\"x\",policies:[]}){__typename}}"
                        .formatted(ADMIN.roleId("Own"))))
                .contains("RoleIsUnmanaged");
    }

    @Test
    void setsDefaultRole() {
        assertThat(ADMIN.run("{defaultRole{...on ManagedRole{name}}}")).contains("ReadQuiltBucket");
        ADMIN.run("mutation{roleSetDefault(id:\"%s\"){__typename ...on RoleSetDefaultSuccess{role{__typename}}}}"
                .formatted(ADMIN.roleId("NoBucket")));
        assertThat(ADMIN.run("{defaultRole{...on ManagedRole{name}}}")).contains("NoBucket");
    }

    @Test
    void switchesOwnRoleAndKeepsCredentialsOfBefore() {
        String query = "mutation{switchRole(roleName:\"%s\"){__typename ...on Me{role{name} roles{name}}"
                + " ...on InvalidInput{errors{path name}}}}";
        assertThat(SANDBOX.data("switcher", query.formatted("AdminQuiltBucket")))
                .contains("InvalidInput", "roleName");
        try (var before = SANDBOX.s3("switcher")) {
            assertThat(SANDBOX.data("switcher", query.formatted("ReadWriteQuiltBucket")))
                    .contains("\"Me\",\"role\":{\"name\":\"ReadWriteQuiltBucket\"},"
                            + "\"roles\":[{\"name\":\"ReadQuiltBucket\"},{\"name\":\"ReadWriteQuiltBucket\"}]");
            assertThatThrownBy(() -> before.listObjectsV2(list -> list.bucket("quilt-lab")))
                    .isInstanceOf(S3Exception.class);
            try (var after = SANDBOX.s3("switcher")) {
                assertThat(after.listObjectsV2(list -> list.bucket("quilt-lab")).keyCount())
                        .isPositive();
            }
        }
    }

    @Test
    void makesManyRoles() {
        SANDBOX.control("POST", "/roles/new", "{\"count\":500}");
        assertThat(JsonFields.all(ADMIN.run("{roles{...on ManagedRole{name}}}"), "name"))
                .hasSizeGreaterThan(500);
    }

    private static String bearer(String name, String role) {
        ADMIN.create(name, name + "@example.com", "role:\"" + role + "\"");
        return ADMIN.token(name);
    }

    private static String buckets(String bearer) {
        return SANDBOX.send("POST", "/graphql", "{\"query\":\"{buckets{name}}\"}", bearer)
                .body();
    }
}
