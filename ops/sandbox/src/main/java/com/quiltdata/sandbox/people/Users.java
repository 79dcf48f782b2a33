package com.quiltdata.sandbox.people;

import static com.quiltdata.sandbox.people.Level.READ;
import static com.quiltdata.sandbox.people.Level.READ_WRITE;

import java.util.List;
import java.util.Map;

/** The seeded users. No role may read quilt-archive, so only an administrator's bypass shows it. */
public record Users(List<User> all) {
    private static final Role EVERYTHING = new Role(
            "AdminQuiltBucket",
            Map.of("quilt-example", READ_WRITE, "quilt-lab", READ_WRITE, "quilt-private", READ_WRITE));
    private static final Role WRITE =
            new Role("ReadWriteQuiltBucket", Map.of("quilt-example", READ_WRITE, "quilt-lab", READ_WRITE));
    private static final Role READ_ONLY = new Role("ReadQuiltBucket", Map.of("quilt-example", READ));
    private static final Role NOTHING = new Role("NoBucket", Map.of());

    public static Users seeded() {
        return new Users(List.of(
                new User(1, "admin", true, EVERYTHING, List.of(EVERYTHING)),
                new User(2, "writer", false, WRITE, List.of(WRITE)),
                new User(3, "reader", false, READ_ONLY, List.of(READ_ONLY)),
                new User(4, "nobody", false, NOTHING, List.of(NOTHING)),
                new User(5, "switcher", false, READ_ONLY, List.of(READ_ONLY, WRITE))));
    }

    /** Returns a new reader, whom no seeded bucket names. */
    static User reader(int number) {
        return new User(number, "reader" + number, false, READ_ONLY, List.of(READ_ONLY));
    }

    User named(String name) {
        return all.stream().filter(user -> user.name().equals(name)).findFirst().orElseThrow();
    }
}
