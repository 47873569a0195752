package dev.weir.console.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weir.console.http.Json;
import dev.weir.console.http.Problem;
import dev.weir.console.review.ReviewPool.Open;
import dev.weir.retrain.feedback.ask.AskFirst;
import dev.weir.retrain.feedback.ask.Candidate;
import dev.weir.retrain.feedback.ask.Pick;
import dev.weir.schemas.Reason;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.feedback.TaskWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/review}: what people are asked to label, those held for review first, in each part
 * in the order of {@link AskFirst}. Thread-safe.
 */
public final class ReviewService implements HttpService {

  private static final int SHOWN = 20;

  /** Texts that are read for each that is shown, so that unlike ones are found. */
  private static final int LOOKED_AT = 3;

  private static final AskFirst ASK = new AskFirst(List.of(Task.SPAM, Task.ABUSE, Task.SENTIMENT));

  private final ReviewPool pool;
  private final EventTexts texts;

  public ReviewService(ReviewPool pool, EventTexts texts) {
    this.pool = pool;
    this.texts = texts;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    return HttpResponse.of(this::answer, ctx.blockingTaskExecutor());
  }

  private HttpResponse answer() {
    List<Open> held = pool.held();
    List<Open> unsure = pool.unsure();
    ObjectNode body = Json.object().put("held", held.size()).put("unsure", unsure.size());
    ArrayNode items = body.putArray("items");
    try {
      add(items, held, SHOWN);
      add(items, unsure, SHOWN - items.size());
      return Json.answer(HttpStatus.OK, body);
    } catch (TimeoutException | KafkaException e) {
      return Problem.of(
          HttpStatus.SERVICE_UNAVAILABLE, "broker or registry do not answer; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "the console stops");
    }
  }

  private void add(ArrayNode items, List<Open> open, int most)
      throws InterruptedException, TimeoutException {
    if (most < 1) {
      return;
    }
    Map<String, Open> byId = new HashMap<>();
    List<Candidate> candidates = new ArrayList<>();
    Map<String, String> textOf = new HashMap<>();
    for (Open one : worthiest(open, most * LOOKED_AT)) {
      @Nullable String text = texts.of(one.verdict());
      if (text != null) {
        byId.put(one.eventId(), one);
        textOf.put(one.eventId(), text);
        candidates.add(one.candidate(text));
      }
    }
    for (Pick pick : ASK.pick(candidates, most)) {
      @Nullable Open one = byId.get(pick.eventId());
      // it may have been labelled, or its author erased, while its text was read
      if (one != null && pool.isOpen(pick.eventId())) {
        items.add(json(one.verdict(), textOf.getOrDefault(pick.eventId(), ""), pick));
      }
    }
  }

  private static List<Open> worthiest(List<Open> open, int most) {
    return open.stream()
        .sorted(Comparator.comparingDouble((Open one) -> -worth(one.candidate(""))))
        .limit(most)
        .toList();
  }

  private static double worth(Candidate candidate) {
    return candidate.scores().keySet().stream()
        .mapToDouble(task -> Math.max(candidate.uncertainty(task), candidate.disagreement(task)))
        .max()
        .orElse(0);
  }

  private static ObjectNode json(TextVerdict verdict, String text, Pick pick) {
    ObjectNode item =
        Json.object()
            .put("event_id", verdict.getEventId())
            .put("occurred_at", verdict.getOccurredAt().toString())
            .put("language", verdict.getLanguage())
            .put("text", text)
            .put("action", verdict.getAction().name())
            .put("asked", pick.says())
            .put("asked_reason", word(pick.reason()))
            .put("asked_task", word(pick.task()));
    ArrayNode reasons = item.putArray("reasons");
    for (Reason reason : verdict.getReasons()) {
      @Nullable String detail = reason.getDetail();
      reasons.addObject().put("code", reason.getCode()).put("detail", detail);
    }
    ArrayNode tasks = item.putArray("tasks");
    for (Task task : ReviewPool.tasks(verdict)) {
      ObjectNode of = tasks.addObject().put("task", word(task)).put("says", says(verdict, task));
      TaskWords.of(task).forEach(of.putArray("labels")::add);
    }
    return item;
  }

  private static String says(TextVerdict verdict, Task task) {
    var spam = verdict.getSpam();
    var abuse = verdict.getAbuse();
    var sentiment = verdict.getSentiment();
    return switch (task) {
      case SPAM -> spam == null ? "" : spam.getLabel();
      case ABUSE -> abuse == null ? "" : abuse.getLabel();
      default -> sentiment == null ? "" : sentiment.getLabel();
    };
  }

  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }
}
