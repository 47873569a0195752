package dev.weir.console.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request gets that failed: a problem, never a stack trace, nor in the log what it said. */
public final class Failures implements ServerErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int LOGGED_FRAMES = 12;

  @Override
  public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable failure) {
    Throwable cause = Exceptions.peel(failure);
    if (cause instanceof HttpResponseException answered) {
      return answered.httpResponse();
    }
    if (cause instanceof HttpStatusException status) {
      return Problem.of(status.httpStatus(), detail(status.httpStatus()));
    }
    if (cause instanceof ContentTooLargeException) {
      return Problem.of(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE, detail(HttpStatus.REQUEST_ENTITY_TOO_LARGE));
    }
    if (cause instanceof RequestTimeoutException) {
      return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no answer in time; try again");
    }
    if (LOG.isErrorEnabled()) {
      LOG.error("{} failed: {}", ctx.config().route().patternString(), shape(cause));
    }
    return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "see the console's log");
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return Problem.aggregated(status, detail(status), Json.object());
  }

  private static String detail(HttpStatus status) {
    return switch (status.code()) {
      case 404 -> "nothing is there; the pages begin at /";
      case 405 -> "this method does nothing here";
      case 413 -> "a body may have 1 MiB; send it in parts";
      default -> status.reasonPhrase();
    };
  }

  /** Where it happened, without the message, which may quote a user. */
  private static String shape(Throwable cause) {
    return cause.getClass().getName()
        + Arrays.stream(cause.getStackTrace())
            .limit(LOGGED_FRAMES)
            .map(frame -> System.lineSeparator() + "  at " + frame)
            .collect(Collectors.joining());
  }
}
