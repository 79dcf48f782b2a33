package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.decode;
import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.objects.ByteRanges;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the footer, then the first pages of one column after another. */
public record HardwoodParquetReader(MemoryBudget memory) implements ParquetReader {
    @Override
    public ParquetResult read(ByteRanges file, int maxRows, long maxBytes) {
        try {
            var window = new RangeWindow(file, maxBytes);
            var footer = Footer.read(window, memory);
            var schema = footer.schema();
            return new Session(window, footer, schema).preview(maxRows);
        } catch (UnreadableException e) {
            return new UnreadableParquet("%s.".formatted(e.getMessage()));
        }
    }

    /** The values of a column in a row group, or the reason why they cannot be read. */
    private record Column(
            SchemaNode node,
            List<@Nullable Object> values,
            @Nullable String problem) {}

    private final class Session {
        private final RangeWindow file;
        private final Footer footer;
        private final FileSchema schema;
        private final Map<String, List<String>> omitted = new LinkedHashMap<>();
        private final List<List<@Nullable Object>> rows = new ArrayList<>();
        private List<SchemaNode> readable;

        Session(RangeWindow file, Footer footer, FileSchema schema) {
            this.file = file;
            this.footer = footer;
            this.schema = schema;
            this.readable = schema.getRootNode().children();
        }

        ParquetPreview preview(int maxRows) {
            var groups = footer.rowGroups();
            var columns =
                    decode("the schema", () -> SchemaText.columns(schema, footer.complete() ? groups : List.of()));
            var isRead = true;
            for (var group : groups) {
                var count = (int) Math.min(maxRows - rows.size(), group.numRows());
                isRead = (isRead && count > 0 && !readable.isEmpty()) ? readRows(group, count) : isRead;
            }
            var names = readable.stream().map(it -> String.valueOf(it.name())).toList();
            var info = new ParquetFileInfo(footer.rows(), groups.size(), footer.createdBy(), footer.complete());
            return new ParquetPreview(info, columns, names, rows, omitted, file.bytesRead());
        }

        /** Reads rows of a group, and returns whether to read more; columns can be omitted only before the first row. */
        private boolean readRows(RowGroup group, int count) {
            var read = readable.stream().map(node -> column(node, group, count)).toList();
            var failed = read.stream().filter(it -> it.problem() != null).toList();
            if (!rows.isEmpty() && !failed.isEmpty()) {
                return false;
            }
            failed.forEach(it -> omitted.computeIfAbsent(String.valueOf(it.problem()), _ -> new ArrayList<>())
                    .add(String.valueOf(it.node().name())));
            var good = read.stream().filter(it -> it.problem() == null).toList();
            readable = good.stream().map(Column::node).toList();
            for (int i = 0; i < count && !good.isEmpty(); i++) {
                var row = i;
                rows.add(good.stream().map(it -> it.values().get(row)).toList());
            }
            return true;
        }

        private Column column(SchemaNode node, RowGroup group, int rows) {
            try {
                return new Column(node, values(node, group, rows), null);
            } catch (UnreadableException e) {
                return new Column(node, List.of(), e.getMessage());
            }
        }

        private List<@Nullable Object> values(SchemaNode node, RowGroup group, int rows) {
            var leaves = new HashMap<Integer, Leaf>();
            readLeaves(node, group, rows, leaves);
            return decode("it", () -> {
                var assembler = new RowAssembler(leaves);
                var values = new ArrayList<@Nullable Object>();
                for (int i = 0; i < rows; i++) {
                    values.add(assembler.next(node));
                }
                return values;
            });
        }

        private void readLeaves(SchemaNode node, RowGroup group, int rows, Map<Integer, Leaf> leaves) {
            switch (node) {
                case SchemaNode.GroupNode it -> it.children().forEach(child -> readLeaves(child, group, rows, leaves));
                case SchemaNode.PrimitiveNode it -> {
                    var index = it.columnIndex();
                    require(index < group.columns().size(), "its chunk is missing");
                    var chunk = group.columns().get(index).metaData();
                    require(chunk != null, "its chunk is missing");
                    leaves.put(index, new ChunkReader(file, schema.getColumn(index), chunk, memory).read(rows));
                }
            }
        }
    }
}
