package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** A heap dump (HPROF 1.0.2), in which canaries are found, with the chain of references that holds each. */
public final class HeapDump {
    private static final int CHAR = 5;
    private static final int BYTE = 8;
    private static final int REFERENCE = 2;
    private static final int[] SIZES = {0, 0, 8, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    /** A canary in an array of the heap: its forms, and what holds the array, from the array to a root. */
    public record Holding(Set<String> forms, int bytes, List<String> chain) {
        /** Whether one of the chain's elements begins so. */
        public boolean through(String element) {
            return chain.stream().anyMatch(it -> it.startsWith(element));
        }

        @Override
        public String toString() {
            return forms + " in " + bytes + " bytes < " + String.join(" < ", chain);
        }
    }

    private record Field(String name, int type) {}

    private record Type(String name, long parent, List<Field> fields) {}

    private final ByteBuffer file;
    private final int start;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, Long> classNames = new HashMap<>();
    private final Map<Long, Type> types = new HashMap<>();
    private final Map<Long, String> roots = new LinkedHashMap<>();
    private final Positions positions = new Positions();

    /** Gets the array of primitives that a walk through the dump meets, and where its elements begin. */
    private interface ArrayVisitor {
        void visit(long id, int type, int at, int count);
    }

    /** Where the record of each object is, and through which object it was reached. */
    private static final class Positions {
        private long[] ids = new long[1 << 20];
        private int[] records = new int[1 << 20];
        private long[] parents = new long[1 << 20];
        private int size;

        private int slot(long id) {
            var slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (ids.length - 1);
            while (ids[slot] != 0 && ids[slot] != id) {
                slot = (slot + 1) & (ids.length - 1);
            }
            return slot;
        }

        void put(long id, int record) {
            if (2 * ++size > ids.length) {
                var old = ids;
                var oldRecords = records;
                ids = new long[2 * old.length];
                records = new int[2 * old.length];
                parents = new long[2 * old.length];
                for (var i = 0; i < old.length; i++) {
                    if (old[i] != 0) {
                        var slot = slot(old[i]);
                        ids[slot] = old[i];
                        records[slot] = oldRecords[i];
                    }
                }
            }
            var slot = slot(id);
            ids[slot] = id;
            records[slot] = record;
        }

        int record(long id) {
            return records[slot(id)];
        }

        long parent(long id) {
            return parents[slot(id)];
        }

        /** Returns whether this is the first parent of a known object. */
        boolean reach(long id, long parent) {
            var slot = slot(id);
            if (ids[slot] == 0 || parents[slot] != 0) {
                return false;
            }
            parents[slot] = parent;
            return true;
        }
    }

    public HeapDump(Path path) {
        try {
            file = ByteBuffer.wrap(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (file.get() != 0) {
            // The format's name ends with a zero.
        }
        if (file.getInt() != Long.BYTES) {
            throw new IllegalArgumentException("ids of another size");
        }
        file.getLong();
        start = file.position();
        walk(positions::put, (_, _, _, _) -> {});
        reachAll();
    }

    /** Returns the arrays that hold a canary, and by what each is held. */
    public List<Holding> holdings(Canaries canaries) {
        var found = new ArrayList<Holding>();
        walk((_, _) -> {}, (id, type, at, count) -> {
            if (type == BYTE || type == CHAR) {
                var bytes = new byte[count * SIZES[type]];
                file.get(at, bytes);
                var forms = new TreeSet<String>();
                canaries.scan(bytes, forms::add);
                if (!forms.isEmpty()) {
                    found.add(new Holding(forms, bytes.length, chain(id)));
                }
            }
        });
        return found;
    }

    /** Finds the shortest chain from a root to each object, without weak references. */
    private void reachAll() {
        var queue = new ArrayDeque<Long>();
        roots.keySet().forEach(id -> {
            if (positions.reach(id, id)) {
                queue.add(id);
            }
        });
        while (!queue.isEmpty()) {
            var from = queue.remove();
            references(from, (to, _) -> {
                if (positions.reach(to, from)) {
                    queue.add(to);
                }
            });
        }
    }

    private List<String> chain(long id) {
        var chain = new ArrayList<String>();
        for (var at = id; ; at = positions.parent(at)) {
            var parent = positions.parent(at);
            if (parent == 0 || parent == at) {
                chain.add(roots.getOrDefault(at, "(unreachable)"));
                return chain;
            }
            var child = at;
            var label = new ArrayList<String>();
            references(parent, (to, name) -> {
                if (to == child && label.isEmpty()) {
                    label.add(name);
                }
            });
            chain.addAll(label);
        }
    }

    /** Reports what an object refers to, and by which field or array. */
    private void references(long id, BiConsumer<Long, String> report) {
        var at = positions.record(id);
        if ((file.get(at) & 0xff) == 0x21) {
            var type = file.getLong(at + 1 + Long.BYTES + Integer.BYTES);
            var where = at + 1 + 2 * Long.BYTES + 2 * Integer.BYTES;
            for (var one = types.get(type); one != null; one = types.get(one.parent())) {
                for (var field : one.fields()) {
                    if (field.type() == REFERENCE && !field.name().equals("referent")) {
                        report.accept(file.getLong(where), name(type) + "." + field.name());
                    }
                    where += SIZES[field.type()];
                }
            }
        } else if (file.get(at) == 0x22) {
            var count = file.getInt(at + 1 + Long.BYTES + Integer.BYTES);
            var type = file.getLong(at + 1 + Long.BYTES + 2 * Integer.BYTES);
            for (var i = 0; i < count; i++) {
                report.accept(file.getLong(at + 1 + 2 * Long.BYTES + 2 * Integer.BYTES + i * Long.BYTES), name(type));
            }
        }
    }

    private String name(long type) {
        var name = names.getOrDefault(classNames.getOrDefault(type, 0L), "?").replace('/', '.');
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void walk(BiConsumer<Long, Integer> objects, ArrayVisitor arrays) {
        file.position(start);
        while (file.hasRemaining()) {
            var tag = file.get();
            file.getInt();
            var length = Integer.toUnsignedLong(file.getInt());
            var end = Math.toIntExact(file.position() + length);
            switch (tag) {
                case 0x01 -> {
                    if (types.isEmpty()) {
                        var id = file.getLong();
                        var bytes = new byte[end - file.position()];
                        file.get(bytes);
                        names.put(id, new String(bytes, StandardCharsets.UTF_8));
                    }
                }
                case 0x02 -> {
                    file.getInt();
                    var id = file.getLong();
                    file.getInt();
                    classNames.put(id, file.getLong());
                }
                case 0x0C, 0x1C -> segment(end, objects, arrays);
                default -> {}
            }
            file.position(end);
        }
    }

    private void segment(int end, BiConsumer<Long, Integer> objects, ArrayVisitor arrays) {
        while (file.position() < end) {
            var tag = file.get() & 0xff;
            switch (tag) {
                case 0xFF, 0x05, 0x07 -> root("(root)", 0);
                case 0x01 -> root("(native code)", Long.BYTES);
                case 0x02, 0x03 -> root("(stack of a thread)", 2 * Integer.BYTES);
                case 0x08 -> root("(thread)", 2 * Integer.BYTES);
                case 0x04, 0x06 -> root("(thread)", Integer.BYTES);
                case 0x20 -> type();
                case 0x21 -> {
                    var record = file.position() - 1;
                    objects.accept(file.getLong(), record);
                    file.position(file.position() + Integer.BYTES + Long.BYTES);
                    var length = file.getInt();
                    file.position(file.position() + length);
                }
                case 0x22 -> {
                    var record = file.position() - 1;
                    objects.accept(file.getLong(), record);
                    file.getInt();
                    var count = file.getInt();
                    file.position(file.position() + Long.BYTES + count * Long.BYTES);
                }
                case 0x23 -> {
                    var record = file.position() - 1;
                    var id = file.getLong();
                    objects.accept(id, record);
                    file.getInt();
                    var count = file.getInt();
                    var type = file.get();
                    arrays.visit(id, type, file.position(), count);
                    file.position(file.position() + count * SIZES[type]);
                }
                default -> throw new IllegalStateException("unknown record " + tag);
            }
        }
    }

    private void root(String kind, int more) {
        roots.putIfAbsent(file.getLong(), kind);
        file.position(file.position() + more);
    }

    private void type() {
        var id = file.getLong();
        file.getInt();
        var parent = file.getLong();
        file.position(file.position() + 5 * Long.BYTES + Integer.BYTES);
        for (var constants = file.getShort(); constants > 0; constants--) {
            file.getShort();
            var size = SIZES[file.get()];
            file.position(file.position() + size);
        }
        for (var statics = file.getShort() & 0xffff; statics > 0; statics--) {
            var name = names.getOrDefault(file.getLong(), "?");
            var type = file.get();
            if (type == REFERENCE) {
                roots.putIfAbsent(file.getLong(), "static " + name(id) + "." + name);
            } else {
                file.position(file.position() + SIZES[type]);
            }
        }
        var fields = new ArrayList<Field>();
        for (var count = file.getShort() & 0xffff; count > 0; count--) {
            var name = names.getOrDefault(file.getLong(), "?");
            fields.add(new Field(name, file.get()));
        }
        types.put(id, new Type(name(id), parent, fields));
    }
}
