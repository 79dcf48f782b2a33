package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.mcp.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream before its first byte. */
@Timeout(30)
final class EventStreamTest {
    private static final EventStream.Outcome<String> OUTCOME = new EventStream.Outcome<>() {
        @Override
        public String plain(Reply.Body body) {
            return "plain";
        }

        @Override
        public String stream(EventStream.Writer writer) {
            return "stream";
        }
    };

    @Test
    void refusesWithTheSentenceOfTheRefusal() {
        var refusal = CatalogException.Unauthenticated.tooLong();
        var stream = EventStream.of(
                new Reply.Stream(_ -> new Reply.Ending.Refused(new byte[0], refusal)), Duration.ofSeconds(20));
        assertThatThrownBy(() -> stream.begin(OUTCOME))
                .isInstanceOf(CatalogException.Unauthenticated.class)
                .hasMessage(refusal.getMessage());
    }
}
