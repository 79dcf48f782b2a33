package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import com.quiltdata.mcp.catalog.MemoryBudget;
import dev.hardwood.internal.thrift.RowGroupReader;
import dev.hardwood.internal.thrift.SchemaElementReader;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.SchemaElement;
import dev.hardwood.schema.FileSchema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file's footer, of which the last row groups may be missing. */
final class Footer {
    private static final int TAIL = 8;
    private static final int MAX_COLUMNS = 20_000;
    private static final int MAX_DEPTH = 32;

    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final List<SchemaElement> elements = new ArrayList<>();
    private long rows;
    private boolean complete = true;
    private @Nullable String createdBy;

    private Footer() {}

    /** Reads the footer; of one that is larger than may be read only the first part. */
    static Footer read(RangeWindow file, MemoryBudget memory) {
        require(file.size() >= TAIL + 4, "the file is too small");
        requireMagic(file.get(0, 4));
        var length = length(file);
        var allowed = (int) Math.min(length, Math.max(file.left() / 2, TAIL));
        var bytes = file.get(file.size() - TAIL - length, allowed);
        var footer = new Footer();
        footer.complete = allowed == length;
        var reader = new BoundedThriftReader(bytes, memory::charge);
        UnreadableException.decode("the footer", () -> footer.parse(reader));
        return footer;
    }

    /** Reads the length of the footer, together with the bytes before it, which mostly are the footer. */
    private static int length(RangeWindow file) {
        var count = (int) Math.min(Math.min(file.size(), 64 * 1024), Math.max(file.left() / 2, TAIL));
        var tail = file.get(file.size() - count, count).order(ByteOrder.LITTLE_ENDIAN);
        requireMagic(tail.slice(count - 4, 4));
        var length = tail.getInt(count - TAIL);
        require(length > 0 && length <= file.size() - TAIL - 4, "its footer's length is wrong");
        return length;
    }

    private static void requireMagic(ByteBuffer bytes) {
        var magic = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        require(!magic.equals("PARE"), "it is encrypted");
        require(magic.equals("PAR1"), "it does not begin and end with PAR1");
    }

    private Footer parse(BoundedThriftReader reader) throws IOException {
        try {
            for (var field = reader.readFieldHeader(); field != null; field = reader.readFieldHeader()) {
                switch (field.fieldId()) {
                    case 2 -> {
                        for (int left = reader.readListHeader().size(); left > 0; left--) {
                            elements.add(SchemaElementReader.read(reader));
                        }
                    }
                    case 3 -> rows = reader.readNonNegativeI64("num_rows");
                    case 4 -> {
                        for (int left = reader.readListHeader().size(); left > 0; left--) {
                            rowGroups.add(RowGroupReader.read(reader));
                        }
                    }
                    case 6 -> createdBy = ValueText.cut(reader.readString());
                    case 8 -> throw new UnreadableException("it is encrypted");
                    default -> reader.skipField(field.type());
                }
            }
        } catch (EOFException e) {
            if (complete) {
                throw e;
            }
        }
        return this;
    }

    /** Returns the tree of columns. */
    FileSchema schema() {
        require(complete || !rowGroups.isEmpty() || rows > 0, "its footer is too large; send a larger max_bytes");
        return UnreadableException.decode("the schema", () -> {
            requireShallow();
            return FileSchema.fromSchemaElements(elements);
        });
    }

    /** Walks the elements as the tree is built from them, which takes a stack frame for each level. */
    private void requireShallow() {
        require(elements.size() <= MAX_COLUMNS, "it has too many columns");
        var open = new ArrayDeque<Integer>();
        for (var element : elements) {
            var children = Objects.requireNonNullElse(element.numChildren(), 0);
            require(children >= 0 && children < elements.size(), "the schema is malformed");
            if (!open.isEmpty()) {
                open.push(open.pop() - 1);
            }
            if (element.isGroup()) {
                open.push(children);
            }
            require(open.size() <= MAX_DEPTH, "it is nested too deeply");
            while (!open.isEmpty() && open.peek() == 0) {
                open.pop();
            }
        }
    }

    List<RowGroup> rowGroups() {
        return rowGroups;
    }

    long rows() {
        return rows;
    }

    boolean complete() {
        return complete;
    }

    @Nullable
    String createdBy() {
        return createdBy;
    }
}
