package dev.weir.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;

/** Answers that say no, as {@code application/problem+json} (RFC 9457). Stateless. */
public final class Problem {

  private static final MediaType TYPE = MediaType.create("application", "problem+json");
  private static final String RETRY_SECONDS = "2";

  private Problem() {}

  /**
   * An answer that says no.
   *
   * @param detail what was expected, what came, what to do
   */
  public static HttpResponse of(HttpStatus status, String detail) {
    return of(status, detail, Json.object());
  }

  /** The same, with more for programs to read. */
  public static HttpResponse of(HttpStatus status, String detail, ObjectNode more) {
    return aggregated(status, detail, more).toHttpResponse();
  }

  static AggregatedHttpResponse aggregated(HttpStatus status, String detail, ObjectNode more) {
    ObjectNode body =
        Json.object()
            .put("type", "about:blank")
            .put("title", status.reasonPhrase())
            .put("status", status.code())
            .put("detail", detail);
    body.setAll(more);
    return AggregatedHttpResponse.of(headers(status), HttpData.wrap(Json.bytes(body)));
  }

  private static ResponseHeaders headers(HttpStatus status) {
    var headers = ResponseHeaders.builder(status).contentType(TYPE);
    SafeHeaders.addTo(headers);
    if (status.code() == 401) {
      headers.set("www-authenticate", "Basic realm=\"weir\", charset=\"UTF-8\"");
    }
    if (status.code() == 429 || status.code() == 503) {
      headers.set("retry-after", RETRY_SECONDS);
    }
    return headers.build();
  }
}
