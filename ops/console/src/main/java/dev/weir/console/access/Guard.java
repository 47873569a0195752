package dev.weir.console.access;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weir.console.http.Problem;
import java.util.stream.Stream;

/** Lets requests through to a service as {@link Access} decides. Thread-safe. */
public final class Guard {

  private final Access access;

  public Guard(Access access) {
    this.access = access;
  }

  /** A service that is told who asks. */
  @FunctionalInterface
  public interface Guarded {

    /** Answers. */
    HttpResponse serve(ServiceRequestContext ctx, HttpRequest request, Caller caller)
        throws Exception;
  }

  /** The service behind the guard. */
  public HttpService before(Guarded service) {
    return (ctx, request) -> {
      Access.Decision decision = access.decide(asking(request));
      if (decision instanceof Access.Decision.Denied denied) {
        return Problem.of(HttpStatus.valueOf(denied.status()), denied.detail());
      }
      return service.serve(ctx, request, ((Access.Decision.Granted) decision).caller());
    };
  }

  /** The same for a service that does not ask who it is. */
  public HttpService before(HttpService service) {
    return before((ctx, request, caller) -> service.serve(ctx, request));
  }

  private static Asking asking(HttpRequest request) {
    RequestHeaders headers = request.headers();
    HttpMethod method = request.method();
    return new Asking(
        headers.authority(),
        headers.get("origin"),
        headers.get("sec-fetch-site"),
        headers.get("authorization"),
        Stream.of("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
            .anyMatch(headers::contains),
        method != HttpMethod.GET && method != HttpMethod.HEAD);
  }
}
