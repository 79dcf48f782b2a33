package com.quiltdata.mcp.testing;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** The main sources as the compiler reads them: for rules that class files no longer tell. */
public final class Sources {
    public static final Path MAIN = Path.of("src/main/java/com/quiltdata/mcp");

    private final List<CompilationUnitTree> units;
    private final SourcePositions positions;

    private Sources(List<CompilationUnitTree> units, SourcePositions positions) {
        this.units = units;
        this.positions = positions;
    }

    /** A piece of source.
     *
     * @param path of the file
     * @param where {@code File.java:line}
     * @param lines how many lines it spans
     */
    public record Piece(String path, String where, String name, long lines) {}

    /** Every source file under a directory. */
    public static List<Path> files(Path directory) {
        try (var all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sources under a directory, parsed. */
    public static Sources under(Path directory) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files(directory)));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new Sources(units, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every method and constructor, its signature included. */
    public List<Piece> methods() {
        return pieces(new Finder() {
            @Override
            public Void visitMethod(MethodTree method, List<Tree> found) {
                found.add(method);
                return super.visitMethod(method, found);
            }
        });
    }

    /** Every {@code catch}. */
    public List<Piece> catches() {
        return pieces(new Finder() {
            @Override
            public Void visitCatch(CatchTree caught, List<Tree> found) {
                found.add(caught);
                return super.visitCatch(caught, found);
            }
        });
    }

    /** Every method that overrides none and takes more than so many parameters; constructors are counted by components. */
    public List<Piece> methodsOfMoreThan(int parameters) {
        return pieces(new Finder() {
            @Override
            public Void visitMethod(MethodTree method, List<Tree> found) {
                if (method.getReturnType() != null
                        && method.getParameters().size() > parameters
                        && method.getModifiers().getAnnotations().stream()
                                .noneMatch(annotation -> annotation
                                        .getAnnotationType()
                                        .toString()
                                        .equals("Override"))) {
                    found.add(method);
                }
                return super.visitMethod(method, found);
            }
        });
    }

    /** Every record of more than so many components. */
    public List<Piece> recordsOfMoreThan(int components) {
        return pieces(new Finder() {
            @Override
            public Void visitClass(ClassTree type, List<Tree> found) {
                if (type.getKind() == Tree.Kind.RECORD && components(type) > components) {
                    found.add(type);
                }
                return super.visitClass(type, found);
            }
        });
    }

    /** The fields of a record that are not static are its components. */
    private static long components(ClassTree type) {
        return type.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }

    private abstract static class Finder extends TreeScanner<Void, List<Tree>> {}

    private List<Piece> pieces(Finder finder) {
        return units.stream().flatMap(unit -> pieces(finder, unit)).toList();
    }

    private Stream<Piece> pieces(Finder finder, CompilationUnitTree unit) {
        var found = new ArrayList<Tree>();
        finder.scan(unit, found);
        return found.stream().map(tree -> piece(unit, tree));
    }

    private Piece piece(CompilationUnitTree unit, Tree tree) {
        var lines = unit.getLineMap();
        var first = lines.getLineNumber(positions.getStartPosition(unit, tree));
        var last = lines.getLineNumber(positions.getEndPosition(unit, tree));
        var path = Path.of(unit.getSourceFile().getName());
        var name = switch (tree) {
            case MethodTree method -> method.getName().toString();
            case ClassTree type -> type.getSimpleName().toString();
            default -> tree.getKind().name();
        };
        return new Piece(path.toString(), path.getFileName() + ":" + first, name, last - first + 1);
    }
}
