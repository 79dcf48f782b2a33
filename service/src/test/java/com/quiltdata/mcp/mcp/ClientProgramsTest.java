package com.quiltdata.mcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.ClientInfo.Program;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ClientProgramsTest {
    private static final Caller ADA = Caller.of("token-of-ada").accepted();
    private static final Program DESKTOP = new Program("desktop", "1.2");
    private static final String INITIALIZE = """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize",
             "params": {"clientInfo": {"name": "%s", "version": "1.2"}}}""";
    private static final String CALL = """
            {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "x"}}""";
    private static final String CURRENT_CALL = """
            {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"_meta":
             {"io.modelcontextprotocol/clientInfo": {"name": "agent token-of-ada", "version": 7}}}}""";

    private final ClientPrograms programs = new ClientPrograms();

    private Program program(String json, Caller caller, String userAgent) {
        var client = ClientInfo.of("192.0.2.7", name -> name.equals("User-Agent") ? userAgent : null);
        var request = (Message.Request) new Codec(10_000).read(json.getBytes(StandardCharsets.UTF_8));
        ScopedValue.where(ClientInfo.CURRENT, client).run(() -> programs.identify(request, caller));
        return client.program();
    }

    @Test
    void namesTheProgramOfTheRequestItselfWithoutTheToken() {
        assertThat(program(CURRENT_CALL, ADA, "a/1")).isEqualTo(new Program("agent ***", "7"));
    }

    @Test
    void remembersWhatInitializeSaidByTokenAndUserAgent() {
        assertThat(program(INITIALIZE.formatted("desktop"), ADA, "a/1")).isEqualTo(DESKTOP);

        assertThat(program(CALL, ADA, "a/1")).isEqualTo(DESKTOP);
        assertThat(program(CALL, ADA, "b/1")).isEqualTo(Program.UNKNOWN);
        assertThat(program(CALL, Caller.of("token-of-bob").accepted(), "a/1")).isEqualTo(Program.UNKNOWN);
    }

    @Test
    void namesNeitherOfTwoProgramsThatItCannotTellApart() {
        program(INITIALIZE.formatted("desktop"), ADA, "node");
        program(INITIALIZE.formatted("editor"), ADA, "node");

        assertThat(program(CALL, ADA, "node")).isEqualTo(Program.UNKNOWN);
    }

    @Test
    void remembersNothingOfTokensThatTheCatalogHasNotAccepted() {
        program(INITIALIZE.formatted("desktop"), Caller.of("invented"), "a/1");

        assertThat(program(CALL, Caller.of("invented"), "a/1")).isEqualTo(Program.UNKNOWN);
    }
}
