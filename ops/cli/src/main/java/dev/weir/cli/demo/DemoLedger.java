package dev.weir.cli.demo;

import dev.weir.schemas.Action;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.TextVerdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every record that was sent: answered by a verdict, answered by a dead letter,
 * answered twice, or not yet. Thread-safe: one lock around each short call.
 */
final class DemoLedger {

  private static final int LAST_VERDICTS = 5;
  private static final int LAST_ALERTS = 4;
  private static final String GENUINE = "genuine";
  private static final String FRAUD = "fraud";

  private final String transactionsTopic;
  private final Tally texts = new Tally();
  private final Tally transactions = new Tally();
  private final Map<String, Expected> expected = new HashMap<>();
  private final Map<String, Boolean> expectedFrauds = new HashMap<>();
  private final Map<String, Confusion> quality = new LinkedHashMap<>();
  private final Map<Action, Long> actions = new EnumMap<>(Action.class);
  private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
  private final Deque<AnsweredText> last = new ArrayDeque<>();

  /** By id of the case, those that changed last at the end. */
  private final Map<String, FraudAlert> cases = new LinkedHashMap<>();

  /** What is true of a text: one label a task; spam has no sentiment. */
  record TrueLabels(@Nullable String sentiment, String spam, String abuse) {}

  private record Expected(TrueLabels truth, String text) {}

  /**
   * @param transactionsTopic records of this topic are card transactions, all others texts
   */
  DemoLedger(String transactionsTopic) {
    this.transactionsTopic = transactionsTopic;
    List<String> moods = List.of("negative", "neutral", "positive");
    quality.put("sentiment", new Confusion(moods, moods));
    quality.put("spam", new Confusion(List.of("ham", "spam"), List.of("spam")));
    quality.put("abuse", new Confusion(List.of("clean", "abusive"), List.of("abusive")));
    quality.put(FRAUD, new Confusion(List.of(GENUINE, FRAUD), List.of(FRAUD)));
  }

  /**
   * To be called before the event is sent: its verdict may be here before the broker's answer is.
   */
  synchronized void expect(String eventId, TrueLabels truth, String text) {
    expected.put(eventId, new Expected(truth, text));
  }

  /** The same for a card transaction. */
  synchronized void expect(String eventId, boolean fraud) {
    expectedFrauds.put(eventId, fraud);
  }

  synchronized void sent(Position position) {
    tally(position.topic()).sent(position);
  }

  /** The broker did not take the record; it is not part of the run. */
  synchronized void notSent(String topic, @Nullable String eventId) {
    if (eventId != null) {
      expected.remove(eventId);
      expectedFrauds.remove(eventId);
    }
    tally(topic).notSent();
  }

  /** See {@link Tally#verdict}. */
  synchronized void verdict(TextVerdict verdict, long appendedAtMillis) {
    if (!texts.verdict(verdict.getSource(), appendedAtMillis)) {
      return;
    }
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

  /** See {@link Tally#verdict}. */
  synchronized void verdict(FraudVerdict verdict, long appendedAtMillis) {
    if (!transactions.verdict(verdict.getSource(), appendedAtMillis)) {
      return;
    }
    decisions.merge(verdict.getDecision(), 1L, Long::sum);
    @Nullable Boolean fraud = expectedFrauds.remove(verdict.getEventId());
    if (fraud != null) {
      boolean suspected = verdict.getDecision() != Decision.APPROVE;
      table(FRAUD).add(fraud ? FRAUD : GENUINE, suspected ? FRAUD : GENUINE);
    }
  }

  /** A new case, or a new state of one. */
  synchronized void alert(FraudAlert alert) {
    cases.remove(alert.getAlertId());
    cases.put(alert.getAlertId(), alert);
  }

  synchronized void deadLetter(Position original) {
    tally(original.topic()).deadLetter(original);
  }

  /** How many sent records have no answer yet. */
  synchronized long missing() {
    return texts.missing() + transactions.missing();
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
    List<FraudAlert> alerts = new ArrayList<>(cases.values());
    return new DemoFigures(
        Tally.counts(List.of(texts, transactions)),
        Tally.counts(List.of(texts)),
        Tally.counts(List.of(transactions)),
        measured,
        Map.copyOf(actions),
        Map.copyOf(decisions),
        cases.size(),
        List.copyOf(last),
        List.copyOf(alerts.subList(Math.max(0, alerts.size() - LAST_ALERTS), alerts.size())));
  }

  private Tally tally(String topic) {
    return topic.equals(transactionsTopic) ? transactions : texts;
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
