package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.mcp.McpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream before its first byte. */
@Timeout(30)
final class EventStreamTest {
    @Test
    void throwsRefusalBeforeFirstEvent() {
        var refusal = UnauthenticatedException.tooLong();
        var stream = new EventStream(
                new McpResponse.Stream(_ -> new McpResponse.StreamResult.Refused(new byte[0], refusal)),
                Duration.ofSeconds(20));
        assertThatThrownBy(stream::begin)
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessage(refusal.getMessage());
    }
}
