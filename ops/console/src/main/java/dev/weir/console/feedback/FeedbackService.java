package dev.weir.console.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weir.console.access.Caller;
import dev.weir.console.access.Guard;
import dev.weir.console.feedback.LabelItem.Sound;
import dev.weir.console.feedback.LabelItem.Unsound;
import dev.weir.console.http.Json;
import dev.weir.console.http.Problem;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelerKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/feedback}: one label or a list of them, answered when the broker has them. A
 * label that does not fit is left out and said; labels of a kind that the caller may not give are
 * refused all together. Thread-safe.
 */
public final class FeedbackService implements Guard.Guarded {

  private static final Logger LOG = LoggerFactory.getLogger(FeedbackService.class);
  private static final int MOST_AT_ONCE = 10 * LabelReader.MOST_LABELS;

  private final LabelWriter writer;
  private final InstantSource clock;
  private final Semaphore underWay = new Semaphore(MOST_AT_ONCE);

  public FeedbackService(LabelWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request, Caller caller) {
    @Nullable MediaType type = request.contentType();
    if (type == null || !type.is(MediaType.JSON)) {
      return Problem.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type: expected application/json");
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(
                body -> answer(body.content().array(), caller), ctx.blockingTaskExecutor()));
  }

  private HttpResponse answer(byte[] body, Caller caller) {
    List<LabelItem> items;
    try {
      items = LabelReader.read(body, clock.instant());
    } catch (LabelReader.UnreadableException e) {
      return Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (LabelReader.TooManyException e) {
      return Problem.of(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "a request may have %,d labels; send them in parts".formatted(LabelReader.MOST_LABELS));
    }
    List<Feedback> sound = new ArrayList<>();
    for (LabelItem item : items) {
      if (item instanceof Sound label) {
        LabelerKind kind = label.feedback().getLabeler().getKind();
        if (!caller.kinds().contains(kind)) {
          return Problem.of(HttpStatus.FORBIDDEN, mayNot(kind, caller));
        }
        sound.add(label.feedback());
      }
    }
    return sound.isEmpty()
        ? Problem.of(HttpStatus.BAD_REQUEST, "no label in it is sound", results(items, List.of()))
        : write(items, sound, caller);
  }

  private HttpResponse write(List<LabelItem> items, List<Feedback> sound, Caller caller) {
    if (!underWay.tryAcquire(sound.size())) {
      return Problem.of(
          HttpStatus.TOO_MANY_REQUESTS, "labels come faster than the broker takes them");
    }
    try {
      List<Boolean> taken = writer.write(sound);
      ObjectNode results = results(items, taken);
      LOG.info("{} labels from {}: {} taken", items.size(), caller.name(), count(taken));
      return taken.contains(false)
          ? Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "broker or registry did not take all labels; send them again, a label that comes"
                  + " twice counts once",
              results)
          : Json.answer(HttpStatus.ACCEPTED, results);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } finally {
      underWay.release(sound.size());
    }
  }

  private static ObjectNode results(List<LabelItem> items, List<Boolean> taken) {
    ObjectNode answer = Json.object();
    long accepted = count(taken);
    answer.put("accepted", accepted).put("rejected", items.size() - accepted);
    ArrayNode results = answer.putArray("results");
    int sound = 0;
    for (LabelItem item : items) {
      ObjectNode result = results.addObject();
      if (item instanceof Sound label) {
        result.put("event_id", label.feedback().getEventId());
        result.put("status", taken.get(sound++) ? "accepted" : "failed");
      } else if (item instanceof Unsound unsound) {
        result.put("event_id", unsound.eventId()).put("status", "rejected");
        result.put("detail", unsound.problem());
      }
    }
    return answer;
  }

  private static long count(List<Boolean> taken) {
    return taken.stream().filter(one -> one).count();
  }

  private static String mayNot(LabelerKind kind, Caller caller) {
    return "labeler.kind: '%s' may not be given %s; make a key with `weir console key` and --kinds"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            caller.equals(Caller.LOCAL) ? "without a key" : "with this key");
  }
}
