package dev.weir.retrain.backtest;

import dev.weir.scoring.OfflineFraudScoring;
import dev.weir.scoring.OfflineFraudScoring.Answer;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.PolicyBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges the transactions of history again. They come in the order of their time as far as it is
 * known; one that is late is late for its features as well, as in a job. First all transactions,
 * then what was recorded of them, then the result. Confined to one thread; does not own the model.
 *
 * <p>Memory: some 500 bytes a transaction, its id included, and the histories.
 */
public final class Backtest {

  private static final int BATCH = 256;

  private final OfflineFraudScoring scoring;
  private final PolicyBook<FraudFacts> policies;
  private final BacktestSettings settings;
  private final Past past;
  private final long labels;
  private final Map<String, JudgedPayment> judged = new LinkedHashMap<>();
  private final List<FraudRequest> batch = new ArrayList<>(BATCH);
  private final Map<String, Long> notScored = new TreeMap<>();
  private final Map<String, Long> failedRules = new TreeMap<>();
  private final TreeSet<String> currencies = new TreeSet<>();
  private long before;
  private long after;
  private long repeats;
  private long latest = Long.MIN_VALUE;

  /**
   * @param policies the one that holds at a transaction's Kafka timestamp decides on it
   * @param votes all labels, in any order
   */
  public Backtest(
      OfflineFraudScoring scoring,
      PolicyBook<FraudFacts> policies,
      BacktestSettings settings,
      List<FraudVote> votes) {
    this.scoring = scoring;
    this.policies = policies;
    this.settings = settings;
    this.past = new Past(settings.features(), votes);
    this.labels = votes.size();
  }

  /** The next transaction; its row is filled here. */
  public void transaction(FraudRequest request) {
    long at = request.event().payment().occurredAt();
    latest = Math.max(latest, at);
    if (settings.isOver(at)) {
      after++;
    } else if (!past.pass(request)) {
      repeats++;
    } else if (settings.counts(at)) {
      batch.add(request);
      currencies.add(request.event().currency());
      if (batch.size() == BATCH) {
        judge();
      }
    } else {
      before++;
    }
  }

  /** A record that no job could have read, and why. */
  public void notScored(String why) {
    notScored.merge(why, 1L, Long::sum);
  }

  private void judge() {
    List<Answer> answers = scoring.judge(batch, policies);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof Answer.Judged answer) {
        JudgedPayment payment = new JudgedPayment(batch.get(i), answer);
        judged.put(payment.eventId(), payment);
        answer.failedRules().forEach(rule -> failedRules.merge(rule, 1L, Long::sum));
      } else if (answers.get(i) instanceof Answer.Rejected rejected) {
        notScored(rejected.code());
      }
    }
    batch.clear();
  }

  /** Ends the transactions. */
  public void endOfTransactions() {
    judge();
    past.end();
  }

  /** What was said of a transaction when it happened; one that does not count is passed over. */
  public void recorded(String eventId, Recorded verdict) {
    JudgedPayment payment = judged.get(eventId);
    if (payment != null) {
      payment.happened(verdict);
    }
  }

  /** What came of it. */
  public BacktestResult result() {
    Map<String, Truth> truths = new HashMap<>();
    long assumed = 0;
    for (JudgedPayment payment : judged.values()) {
      Truth truth = past.truth(payment.eventId());
      if (truth == Truth.UNKNOWN && isOld(payment)) {
        truth = Truth.GENUINE;
        assumed++;
      }
      truths.put(payment.eventId(), truth);
    }
    return new Summary(judged.values(), truths)
        .result(
            scoring.model(),
            failedRules,
            new Summary.Read(
                before,
                after,
                repeats,
                notScored,
                labels,
                past.unknownEvents(),
                assumed,
                List.copyOf(currencies)));
  }

  private boolean isOld(JudgedPayment payment) {
    @Nullable Duration age = settings.genuineAfter();
    return age != null && payment.occurredAt() <= latest - age.toMillis();
  }
}
