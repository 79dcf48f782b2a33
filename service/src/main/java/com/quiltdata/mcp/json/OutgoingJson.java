package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Builder of the writers whose JSON leaves the process for a client.
 *
 * <p>Every string and property name is well-formed: half of a surrogate pair, which strict parsers refuse, and NUL, which
 * databases refuse, become U+FFFD. On the wire U+0085, U+2028 and U+2029 are escaped: some clients end a line of an event
 * stream there.
 */
public final class OutgoingJson {
    private OutgoingJson() {}

    /** A mapper whose texts become part of a message. */
    public static JsonMapper.Builder texts() {
        return JsonMapper.builder(factory().build());
    }

    /** A mapper whose texts are sent as they are. */
    public static JsonMapper.Builder wire() {
        return JsonMapper.builder(factory().characterEscapes(new LineEnds()).build());
    }

    private static JsonFactoryBuilder factory() {
        return (JsonFactoryBuilder) JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .addDecorator((_, generator) -> new WellFormed(generator));
    }

    /** Writes strings and names only after they were made well-formed. */
    private static final class WellFormed extends JsonGeneratorDelegate {
        WellFormed(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            super.writeFieldName(Characters.wellFormed(name));
        }

        @Override
        public void writeString(@Nullable String text) throws IOException {
            super.writeString(text == null ? null : Characters.wellFormed(text));
        }

        @Override
        public void writeString(char[] text, int offset, int length) throws IOException {
            writeString(new String(text, offset, length));
        }
    }

    /** Escapes for the characters beyond ASCII that end a line somewhere. */
    private static final class LineEnds extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final SerializedString NEXT_LINE = new SerializedString("\\u0085");
        private static final SerializedString LINE_SEPARATOR = new SerializedString("\\u2028");
        private static final SerializedString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

        @Override
        public int[] getEscapeCodesForAscii() {
            return standardAsciiEscapesForJSON();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case 0x85 -> NEXT_LINE;
                case 0x2028 -> LINE_SEPARATOR;
                case 0x2029 -> PARAGRAPH_SEPARATOR;
                default -> null;
            };
        }
    }
}
