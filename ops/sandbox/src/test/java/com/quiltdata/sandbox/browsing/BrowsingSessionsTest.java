package com.quiltdata.sandbox.browsing;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class BrowsingSessionsTest {
    private static final Role ROLE = new Role("r", Map.of("b", Level.READ));
    private static final User USER = new User(1, "u", "u@example.com", false, ROLE, List.of(ROLE));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final BrowsingSessions sessions = new BrowsingSessions(
            new Buckets(List.of(new Bucket("b", "B", "", List.of(), 0, true, List.of()))), now::get);

    @Test
    void sessionExpiresUnlessRefreshed() {
        var session = sessions.create(USER, "quilt+s3://b#package=a/b@" + "0".repeat(64), 180);
        now.set(Instant.EPOCH.plusSeconds(179));
        sessions.refresh(USER, session.id(), 10);
        now.set(Instant.EPOCH.plusSeconds(188));
        assertThat(sessions.find(session.id())).isPresent();
        now.set(Instant.EPOCH.plusSeconds(189));
        assertThat(sessions.find(session.id())).isEmpty();
    }
}
