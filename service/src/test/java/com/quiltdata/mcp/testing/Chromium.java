package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One tab of a headless Chromium with a fresh profile, driven over its DevTools protocol. */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENS = "DevTools listening on ";

    private final ChildProcess process;
    private final WebSocket socket;
    private final Messages messages = new Messages();
    private int last;

    private Chromium(ChildProcess process) {
        this.process = process;
        var browser = process.awaitError(line -> line.startsWith(LISTENS)).substring(LISTENS.length());
        socket = await(BoundedHttp.shared().open(tab(URI.create(browser)), messages));
        List.of("Page", "Network", "Runtime", "Log").forEach(domain -> send(domain + ".enable", Map.of()));
    }

    public static Chromium start() {
        try {
            var profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "chromium")), "tab");
            var command = List.of(
                    "chromium",
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-features=IsolateSandboxedIframes",
                    "--disable-sync",
                    "--no-first-run",
                    "--no-proxy-server",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile.toAbsolutePath(),
                    "about:blank");
            var environment = Map.of("PATH", System.getenv("PATH"), "HOME", profile.toString());
            return new Chromium(ChildProcess.start(Path.of("."), environment, command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI tab(URI browser) {
        var list =
                ServerProcess.send(HttpRequest.newBuilder(URI.create("http://" + browser.getAuthority() + "/json/list"))
                        .build());
        for (var target : json(list.body())) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IllegalStateException("no tab: " + list.body());
    }

    /** Opens an address, and waits until its page is loaded. */
    public void open(String url) {
        messages.events.clear();
        send("Page.navigate", Map.of("url", url));
        event(it -> it.path("method").asText().equals("Page.loadEventFired"));
    }

    /**
     * Waits for a button with this text and presses it; {@link #request} and {@link #loaded} return what follows. The
     * event that a page is loaded may still be that of the page before.
     */
    public void press(String button) {
        messages.events.clear();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ChildProcess.PATIENCE_SECONDS);
        while (!evaluate("(() => { const it = [...document.querySelectorAll('button')]"
                        + ".find(b => b.textContent.trim() === " + JSON.valueToTree(button) + ");"
                        + "if (it) setTimeout(() => it.click(), 0); return !!it; })()")
                .asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no button " + button + " at " + evaluate("document.body.innerText"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Returns the first address after the last action that fits and that the browser asks for or is redirected to. */
    public String request(Predicate<String> fits) {
        return address(event(it -> fits.test(address(it))));
    }

    /** Waits until a page whose address fits is loaded. */
    public void loaded(Predicate<String> fits) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ChildProcess.PATIENCE_SECONDS);
        while (!fits.test(evaluate("location.href").asText())
                || !evaluate("document.readyState").asText().equals("complete")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("still at " + evaluate("location.href"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Returns the address of an event of a request or of a redirect, or nothing. */
    private static String address(JsonNode event) {
        return switch (event.path("method").asText()) {
            case "Network.requestWillBeSent" -> event.at("/params/request/url").asText();
            case "Network.responseReceivedExtraInfo" -> {
                var headers = event.at("/params/headers");
                yield headers.path("Location").asText(headers.path("location").asText());
            }
            case "Page.frameRequestedNavigation" -> event.at("/params/url").asText();
            default -> "";
        };
    }

    /** Returns the value of an expression in the page, or of what it promises. */
    public JsonNode evaluate(String expression) {
        return evaluate(Map.of("expression", expression));
    }

    /** Returns the value of an expression in the only frame within the page, apart from the frame's own scripts. */
    public JsonNode evaluateInFrame(String expression) {
        var frame = send("Page.getFrameTree", Map.of()).at("/frameTree/childFrames/0/frame/id");
        var world = send("Page.createIsolatedWorld", Map.of("frameId", frame.asText(), "worldName", "test"));
        return evaluate(Map.of(
                "expression",
                expression,
                "contextId",
                world.path("executionContextId").asInt()));
    }

    private JsonNode evaluate(Map<String, Object> script) {
        var all = new HashMap<>(script);
        all.putAll(Map.of("returnByValue", true, "awaitPromise", true, "userGesture", true));
        var answer = send("Runtime.evaluate", all);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.path("exceptionDetails").toString());
        }
        return answer.at("/result/value");
    }

    /** Shows pages in a window of this width, to a person who prefers this colour scheme. */
    public void appear(int width, int height, boolean dark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    public void screenshot(Path file) {
        var image = send("Page.captureScreenshot", Map.of("format", "png")).path("data");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(image.asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Presses a key, by its name in DOM events. */
    public void key(String name, int code) {
        for (var type : List.of("rawKeyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", name, "code", name, "windowsVirtualKeyCode", code));
        }
    }

    /** Presses a key that types a character, by its name in DOM events. */
    public void character(String name, String text) {
        send(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", name, "code", name, "text", text, "windowsVirtualKeyCode", (int)
                        text.charAt(0)));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", name, "code", name));
    }

    /** Types a text into what has the focus. */
    public void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Lets pages read and write the clipboard, as in a window that has the focus. */
    public void allowClipboard() {
        send("Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite")));
        send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    /** Returns what the console has said since the start: errors, warnings, and violations of a page's policy. */
    public List<String> complaints() {
        return List.copyOf(messages.complaints);
    }

    /** Lets scripts run in pages whose policy allows none, so that a checker can. */
    public void bypassPolicies() {
        send("Page.setBypassCSP", Map.of("enabled", true));
    }

    private JsonNode send(String method, Map<String, Object> parameters) {
        var id = ++last;
        var command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        await(socket.sendText(command.toString(), true));
        var answer = next(messages.answers, it -> it.path("id").asInt() == id);
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.path("result");
    }

    private JsonNode event(Predicate<JsonNode> fits) {
        return next(messages.events, fits);
    }

    private JsonNode next(LinkedBlockingQueue<JsonNode> queue, Predicate<JsonNode> fits) {
        try {
            for (JsonNode one; (one = queue.poll(ChildProcess.PATIENCE_SECONDS, TimeUnit.SECONDS)) != null; ) {
                if (fits.test(one)) {
                    return one;
                }
            }
            throw new IllegalStateException("Chromium does not say it: " + process.lines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(ChildProcess.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tab sends: answers, and events in their order. */
    private static final class Messages implements WebSocket.Listener {
        final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<String> complaints = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                var message = json(text.toString());
                (message.has("id") ? answers : events).add(message);
                if (message.path("method")
                        .asText()
                        .matches("Log.entryAdded|Runtime.(exceptionThrown|consoleAPICalled)")) {
                    complaints.add(message.path("params").toString());
                }
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
