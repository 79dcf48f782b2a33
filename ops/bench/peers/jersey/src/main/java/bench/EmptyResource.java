package bench;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Takes the bytes of a request and returns the recorded answer of its path. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class EmptyResource {
    private final byte[] call;
    private final byte[] list;

    EmptyResource(byte[] call, byte[] list) {
        this.call = call;
        this.list = list;
    }

    @POST
    @Path("call")
    public byte[] call(byte[] body) {
        return call;
    }

    @POST
    @Path("list")
    public byte[] list(byte[] body) {
        return list;
    }
}
