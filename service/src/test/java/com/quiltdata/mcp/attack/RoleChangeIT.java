package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A role that changes at the registry: credentials of the old one are used no longer than an acceptance is fresh. */
class RoleChangeIT extends AttackTestBase {
    private static final String READER = "ReadQuiltBucket";
    private static final String WRITER = "ReadWriteQuiltBucket";

    RoleChangeIT() {
        super(Map.of("QUILT_MCP_ADMISSION_TTL", "2"));
    }

    @AfterEach
    void readerAgain() {
        sandbox.role("switcher", READER);
    }

    @Test
    void nextCallsUseCredentialsOfNewRole() {
        assertThat(put()).matches(answer -> !answer.good());
        sandbox.role("switcher", WRITER);
        server.await(() -> put().good());
        sandbox.role("switcher", READER);
        server.await(() -> !put().good());
    }

    private Answer put() {
        var arguments = "{\"bucket\":\"quilt-lab\",\"items\":[{\"key\":\"role/x\",\"text\":\"x\"}],\"overwrite\":true}";
        return server.ask(sandbox.token("switcher"), RawHttp.call("bucket_objects_put", arguments));
    }
}
