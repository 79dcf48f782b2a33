package com.quiltdata.mcp.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenFormsTest {
    @ParameterizedTest
    @CsvSource({
        "agent/1 qk_rMeenZ8ZUsnH x, agent/1 *** x",
        "eyJh.eyJp.s-g, ***",
        "a/eyJh.eyJp.s-g/b, a/***/b",
        "token=eyJh.eyJp.s-g;, token=***;",
        "x-eyJh.eyJp.s-g, ***",
        "eyJ-eyJh.eyJp.s-g, ***",
        "qk_short, qk_short",
        "eyJson.csv, eyJson.csv",
        "keyJson.tar.gz, keyJson.tar.gz",
        "a.eyJh.eyJp.s-g, a.***",
        "eyJx.eyJh.eyJp.s-g, ***"
    })
    void replacesWhatHasTheFormOfAToken(String text, String redacted) {
        assertThat(TokenForms.redact(text)).isEqualTo(redacted);
    }

    /** A stranger may send these, in a user agent. */
    @ParameterizedTest
    @ValueSource(strings = {"eyJ-", "-eyJ", "eyJa.", "qk_", "qk_-", "a-", "eyJa.b-", "eyJ eyJ", "a."})
    void readsEachCharacterAFewTimesOnly(String part) {
        var length = 20_000;
        var read = new AtomicLong();
        var counted = new Counted(part.repeat(length / part.length()), read);
        TokenForms.redact(counted);
        assertThat(read.get()).isLessThan(20L * length);
    }

    @Test
    void countsWhatIsRead() {
        var read = new AtomicLong();
        TokenForms.redact(new Counted("a".repeat(100), read));
        assertThat(read.get()).isPositive();
    }

    private record Counted(String text, AtomicLong read) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            read.incrementAndGet();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
