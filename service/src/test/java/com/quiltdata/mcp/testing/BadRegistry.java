package com.quiltdata.mcp.testing;

/** An address that a deployment takes for its registry's, and what keeps it as bad as it is. */
public record BadRegistry(String url, Runnable end) implements AutoCloseable {
    public static BadRegistry at(String url) {
        return new BadRegistry(url, () -> {});
    }

    /** Nobody listens. */
    public static BadRegistry closed() {
        try (var upstream = new FakeUpstream()) {
            return at(upstream.url());
        }
    }

    /** Attempts to connect are not answered. */
    public static BadRegistry dropping() {
        var hole = new BlackHole();
        return new BadRegistry(hole.url(), hole::close);
    }

    /** Requests are not answered. */
    public static BadRegistry silent() {
        var registry = new SilentRegistry();
        return new BadRegistry(registry.url(), registry::close);
    }

    /** Said to speak TLS, which it does not. */
    public static BadRegistry plain() {
        var server = new PlainServer();
        return new BadRegistry(server.url(), server::close);
    }

    /** Every request gets this answer, which has something in its body that nobody is to see. */
    public static BadRegistry answering(int status, String type, String header, String value) {
        var upstream = new FakeUpstream().answering(exchange -> {
            exchange.getResponseHeaders().set(header, value);
            FakeUpstream.answer(exchange, status, type, "<html>secret");
        });
        return new BadRegistry(upstream.url(), upstream::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
