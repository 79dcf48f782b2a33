package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Factory of writers for JSON that leaves the process.
 *
 * <p>Every string and property name is well-formed: NUL, which databases refuse, and unpaired surrogates, which strict
 * parsers refuse, become U+FFFD. On the wire U+0085, U+2028 and U+2029 are escaped, because some clients end a line of
 * an event stream there.
 */
public final class OutgoingJson {
    private static final char[] LINE_ENDS = {'\u0085', '\u2028', '\u2029'};

    private OutgoingJson() {}

    /** Returns a mapper whose output becomes part of a message. */
    public static JsonMapper.Builder texts() {
        return JsonMapper.builder(factory().build());
    }

    /** Returns a mapper whose output is sent unchanged. */
    public static JsonMapper.Builder wire() {
        return JsonMapper.builder(
                factory().characterEscapes(new LineEndEscapes()).build());
    }

    /** Returns what a mapper of {@link #texts} wrote as a value for one of {@link #wire}, without encoding it again. */
    public static RawValue raw(String json) {
        var escaped = json;
        for (char lineEnd : LINE_ENDS) {
            if (json.indexOf(lineEnd) >= 0) { // inside of a string: no JSON has it elsewhere
                escaped = escaped.replace(String.valueOf(lineEnd), escape(lineEnd));
            }
        }
        return new RawValue(escaped);
    }

    private static String escape(int character) {
        return "\\u%04x".formatted(character);
    }

    private static JsonFactoryBuilder factory() {
        return JsonFactories.builder().addDecorator((_, generator) -> new WellFormedGenerator(generator));
    }

    private static final class WellFormedGenerator extends JsonGeneratorDelegate {
        WellFormedGenerator(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            super.writeFieldName(WellFormedText.wellFormed(name));
        }

        @Override
        public void writeString(@Nullable String text) throws IOException {
            super.writeString(text == null ? null : WellFormedText.wellFormed(text));
        }

        @Override
        public void writeString(char[] text, int offset, int length) throws IOException {
            writeString(new String(text, offset, length));
        }
    }

    /** Escapes of the non-ASCII characters that some clients treat as line ends. */
    private static final class LineEndEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        /** Read by every writer, changed by none. */
        private static final int[] ASCII = standardAsciiEscapesForJSON();

        @Override
        public int[] getEscapeCodesForAscii() {
            return ASCII;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case 0x85, 0x2028, 0x2029 -> new SerializedString(escape(character));
                default -> null;
            };
        }
    }
}
