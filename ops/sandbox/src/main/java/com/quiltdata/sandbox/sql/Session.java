package com.quiltdata.sandbox.sql;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The DuckDB of one statement: in memory, with a folder for copied objects and for what does not fit in memory. */
final class Session implements AutoCloseable {
    private static final long CANCEL_MILLIS = 50;

    /** Work with DuckDB. */
    interface Work<T> {
        T run(Connection connection, Statement statement) throws SQLException;
    }

    private final Path folder;
    private final Connection connection;
    private int sets;

    private Session(Path folder, Connection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    static Session open(Path root) {
        try {
            Path folder = Files.createTempDirectory(root, "statement");
            var session = new Session(folder, DriverManager.getConnection("jdbc:duckdb:"));
            Files.createDirectory(session.output());
            session.execute(List.of(
                    "SET autoinstall_known_extensions=false",
                    "SET autoload_known_extensions=false",
                    "SET threads=2",
                    "SET memory_limit='512MB'",
                    "SET temp_directory="
                            + TypeNames.literal(folder.resolve("spill").toString()),
                    "SET max_temp_directory_size='4GB'",
                    "SET TimeZone='UTC'",
                    "SET integer_division=true",
                    "SET lambda_syntax='ENABLE_SINGLE_ARROW'",
                    "SET errors_as_json=true"));
            session.execute(TrinoDialect.MACROS);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes the file system and the settings for all later statements; only files for output can be written. */
    void lock() {
        execute(List.of(
                "SET allowed_directories=[" + TypeNames.literal(output().toString() + "/") + "]",
                "SET enable_external_access=false",
                "SET lock_configuration=true"));
    }

    /** The folder that statements can write files to. */
    Path output() {
        return folder.resolve("output");
    }

    /** Returns a new folder for the objects of one table. */
    Path newSet() {
        sets++;
        return folder.resolve("set" + sets);
    }

    static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements of the engine itself. */
    void execute(List<String> statements) {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs work to its end; an interrupt cancels it. */
    <T> T run(Work<T> work) throws SQLException {
        try (var statement = connection.createStatement()) {
            var task = new FutureTask<T>(() -> work.run(connection, statement));
            Thread.ofPlatform().daemon().name("sandbox-sql").start(task);
            boolean interrupted = false;
            while (true) {
                try {
                    T result = interrupted ? task.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS) : task.get();
                    restore(interrupted);
                    return result;
                } catch (InterruptedException e) {
                    interrupted = true;
                    statement.cancel();
                } catch (TimeoutException e) {
                    statement.cancel();
                } catch (ExecutionException e) {
                    restore(interrupted);
                    throw failure(e.getCause(), interrupted);
                }
            }
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static SQLException failure(@Nullable Throwable cause, boolean interrupted) {
        if (interrupted) {
            throw new SqlException("Query has been cancelled");
        }
        if (cause instanceof SQLException failure) {
            return failure;
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
            if (Files.exists(folder)) {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
