package com.quiltdata.sandbox.people;

import static com.quiltdata.sandbox.people.Level.READ;
import static com.quiltdata.sandbox.people.Level.READ_WRITE;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The seeded users, roles and policies. No role may read quilt-archive, so only an administrator's bypass shows it. */
public final class SeedPeople {
    static final String READER = "ReadQuiltBucket";
    private static final String WRITER = "ReadWriteQuiltBucket";
    private static final String ADMINISTRATOR = "AdminQuiltBucket";
    private static final String NOBODY = "NoBucket";
    private static final Instant JOINED = Instant.parse("2024-01-01T00:00:00Z");

    private SeedPeople() {}

    public static People people(Supplier<List<String>> buckets) {
        var people = new People(buckets);
        policy(people, "ReadExamples", Map.of("quilt-example", READ));
        policy(people, "WriteExamplesAndLab", Map.of("quilt-example", READ_WRITE, "quilt-lab", READ_WRITE));
        policy(people, "WritePrivate", Map.of("quilt-private", READ_WRITE));
        role(people, ADMINISTRATOR, "WriteExamplesAndLab", "WritePrivate");
        role(people, WRITER, "WriteExamplesAndLab");
        role(people, READER, "ReadExamples");
        role(people, NOBODY);
        people.setDefaultRole(People.id(READER));
        account(people, 1, "admin", ADMINISTRATOR);
        account(people, 2, "writer", WRITER);
        account(people, 3, "reader", READER);
        account(people, 4, "nobody", NOBODY);
        account(people, 5, "switcher", READER, WRITER);
        return people;
    }

    private static void policy(People people, String title, Map<String, Level> levels) {
        String id = People.id(title);
        people.policies().put(id, new Policy(id, title, People.arn("policy", title), true, levels));
    }

    private static void role(People people, String name, String... policies) {
        String id = People.id(name);
        List<String> attached = List.of(policies).stream().map(People::id).toList();
        people.roles().put(id, new StackRole(id, name, People.arn("role", name), true, attached));
    }

    private static void account(People people, int id, String name, String... roles) {
        List<String> ids = List.of(roles).stream().map(People::id).toList();
        people.accounts()
                .put(
                        name,
                        new Account(
                                id,
                                name,
                                name + "@example.com",
                                JOINED,
                                JOINED,
                                Account.Kind.PASSWORD,
                                true,
                                "admin".equals(name),
                                ids.getFirst(),
                                ids));
    }

    /** Adds a reader, whom no seeded bucket names. */
    static Account addReader(People people, Account.Kind kind) {
        int number = people.nextNumber();
        String name = "reader" + number;
        String role = People.id(READER);
        var account = new Account(
                number,
                name,
                name + "@example.com",
                Instant.now(),
                Instant.now(),
                kind,
                true,
                false,
                role,
                List.of(role));
        people.accounts().put(name, account);
        return account;
    }
}
