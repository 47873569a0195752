package dev.weir.cli.demo;

import dev.weir.schemas.Action;
import dev.weir.schemas.TextVerdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every record that was sent: answered by a verdict, answered by a dead letter,
 * answered twice, or not yet. Thread-safe: one lock around each short call.
 */
final class DemoLedger {

  private static final int LAST_VERDICTS = 5;
  private static final long MAX_LATENCY_MS = 3_600_000;

  private final PositionSet sent = new PositionSet();
  private final PositionSet answered = new PositionSet();
  private final Map<String, Expected> expected = new HashMap<>();
  private final Map<String, Confusion> quality = new LinkedHashMap<>();
  private final Histogram latencyMillis = new Histogram(MAX_LATENCY_MS, 3);
  private final Map<Action, Long> actions = new EnumMap<>(Action.class);
  private final Deque<AnsweredText> last = new ArrayDeque<>();
  private long verdicts;
  private long deadLetters;
  private long duplicates;
  private long notSent;

  /** What is true of a text: one label a task; spam has no sentiment. */
  record TrueLabels(@Nullable String sentiment, String spam, String abuse) {}

  private record Expected(TrueLabels truth, String text) {}

  DemoLedger() {
    List<String> moods = List.of("negative", "neutral", "positive");
    quality.put("sentiment", new Confusion(moods, moods));
    quality.put("spam", new Confusion(List.of("ham", "spam"), List.of("spam")));
    quality.put("abuse", new Confusion(List.of("clean", "abusive"), List.of("abusive")));
  }

  /**
   * To be called before the event is sent: its verdict may be here before the broker's answer is.
   */
  synchronized void expect(String eventId, TrueLabels truth, String text) {
    expected.put(eventId, new Expected(truth, text));
  }

  synchronized void sent(Position position) {
    sent.add(position);
  }

  /** The broker did not take the record; it is not part of the run. */
  synchronized void notSent(@Nullable String eventId) {
    if (eventId != null) {
      expected.remove(eventId);
    }
    notSent++;
  }

  /**
   * @param appendedAtMillis when the verdict was appended to its topic, by the broker's clock,
   *     which also stamped the event: the difference is the latency from append to append
   */
  synchronized void verdict(TextVerdict verdict, long appendedAtMillis) {
    var source = verdict.getSource();
    if (!answered.add(new Position(source.getTopic(), source.getPartition(), source.getOffset()))) {
      duplicates++;
      return;
    }
    verdicts++;
    long latency = appendedAtMillis - source.getTimestamp().toEpochMilli();
    latencyMillis.recordValue(Math.max(0, Math.min(MAX_LATENCY_MS, latency)));
    actions.merge(verdict.getAction(), 1L, Long::sum);
    @Nullable Expected event = expected.remove(verdict.getEventId());
    if (event != null) {
      compare(event.truth(), verdict);
      if (last.size() == LAST_VERDICTS) {
        last.removeFirst();
      }
      last.addLast(new AnsweredText(verdict, event.text()));
    }
  }

  synchronized void deadLetter(Position original) {
    if (answered.add(original)) {
      deadLetters++;
    } else {
      duplicates++;
    }
  }

  /** How many sent records have no answer yet. */
  synchronized long missing() {
    return sent.notIn(answered);
  }

  synchronized DemoFigures figures() {
    Map<String, DemoFigures.Quality> measured = new LinkedHashMap<>();
    quality.forEach(
        (task, table) -> {
          if (table.total() > 0) {
            measured.put(
                task, new DemoFigures.Quality(table.precision(), table.recall(), table.total()));
          }
        });
    return new DemoFigures(
        sent.size(),
        verdicts,
        deadLetters,
        sent.notIn(answered),
        duplicates,
        notSent,
        new DemoFigures.Latency(
            latencyMillis.getValueAtPercentile(50),
            latencyMillis.getValueAtPercentile(95),
            latencyMillis.getValueAtPercentile(99)),
        measured,
        Map.copyOf(actions),
        List.copyOf(last));
  }

  private void compare(TrueLabels truth, TextVerdict verdict) {
    if (verdict.getSentiment() != null && truth.sentiment() != null) {
      table("sentiment").add(truth.sentiment(), verdict.getSentiment().getLabel());
    }
    if (verdict.getSpam() != null) {
      table("spam").add(truth.spam(), verdict.getSpam().getLabel());
    }
    if (verdict.getAbuse() != null) {
      table("abuse").add(truth.abuse(), verdict.getAbuse().getLabel());
    }
  }

  private Confusion table(String task) {
    return quality.getOrDefault(task, new Confusion(List.of(), List.of()));
  }
}
