package dev.weir.retrain.learning.fraud;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.evaluate.RiskScores;
import dev.weir.retrain.learning.gate.CalibrationGate;
import dev.weir.retrain.learning.gate.GateLine;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.GoldenCount;
import dev.weir.retrain.learning.gate.GraphGates;
import dev.weir.retrain.learning.gate.LatencyGate;
import dev.weir.retrain.learning.gate.PackageGates;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Holds a fraud model that learned against the one that it learned from, by the engine that serves
 * both, on payments that none of them learned from. Confined to one thread.
 */
public final class FraudGates {
  static final String TASK = "fraud";

  /** Many short ones: on a busy machine some of them are disturbed by nobody. */
  private static final int PAIRS = 100;

  private static final int TIMED = 256;

  private final PromotionPolicy policy;
  private final PaymentSnapshot data;
  private final int[] rows;
  private final ComparedRisks all;

  private FraudGates(PromotionPolicy policy, PaymentSnapshot data, int[] rows, ComparedRisks all) {
    this.policy = policy;
    this.data = data;
    this.rows = rows;
    this.all = all;
  }

  /**
   * Runs all gates.
   *
   * @param difference largest one of a probability between training and the challenger's graph
   */
  public static GateResult run(
      ModelPackage champion,
      ModelPackage challenger,
      PaymentSnapshot data,
      double difference,
      PromotionPolicy policy)
      throws IOException {
    int[] test = data.test();
    try (RiskScores before = RiskScores.open(champion.dir());
        RiskScores after = RiskScores.open(challenger.dir())) {
      double[] old = before.of(data.rows(), test);
      double[] young = after.of(data.rows(), test);
      int[] scored =
          IntStream.range(0, test.length)
              .filter(i -> Double.isFinite(old[i]) && Double.isFinite(young[i]))
              .toArray();
      int[] rows = IntStream.of(scored).map(i -> test[i]).toArray();
      ComparedRisks all = compared(data, test, old, young).of(scored);
      FraudGates gates = new FraudGates(policy, data, rows, all);
      List<GateLine> lines =
          new ArrayList<>(new RiskQuality(policy, data.rows(), rows, all).lines());
      lines.add(
          CalibrationGate.line(
              TASK,
              all.calibrationError(all.challenger()),
              all.calibrationError(all.champion()),
              policy.fraud().calibrationMayLose()));
      lines.add(gates.golden());
      lines.add(gates.latency(before, after));
      lines.add(GraphGates.difference(difference, policy.graph()));
      lines.add(PackageGates.sound(challenger));
      lines.add(PackageGates.memory(champion, challenger, policy.fraud().memory()));
      lines.add(PackageGates.size(champion, challenger, policy.fraud().size()));
      lines.add(PackageGates.provenance(challenger));
      return new GateResult(
          lines,
          Map.of(
              TASK,
              Map.of(
                  "before", all.confusion(all.champion()),
                  "after", all.confusion(all.challenger()))),
          gates.turned());
    }
  }

  private static ComparedRisks compared(
      PaymentSnapshot data, int[] test, double[] old, double[] young) {
    PaymentRows payments = data.rows();
    boolean[] fraud = new boolean[test.length];
    int[] weights = new int[test.length];
    for (int i = 0; i < test.length; i++) {
      fraud[i] = payments.isFraud(test[i]);
      weights[i] = data.weights()[test[i]];
    }
    return new ComparedRisks(
        fraud,
        weights,
        Arrays.stream(test).map(payments::card).toArray(),
        Arrays.stream(test).map(payments::day).toArray(),
        old,
        young);
  }

  private GateLine golden() {
    GoldenCount count = new GoldenCount();
    for (int i = 0; i < rows.length; i++) {
      if (data.golden()[rows[i]]) {
        count.add(
            ComparedRisks.called(all.champion()[i]) == all.fraud()[i],
            ComparedRisks.called(all.challenger()[i]) == all.fraud()[i]);
      }
    }
    return count.line(TASK, policy.golden());
  }

  private GateLine latency(RiskScores before, RiskScores after) {
    int[] timed = Arrays.copyOf(rows, Math.min(TIMED, rows.length));
    return new LatencyGate(timed.length, "payment")
        .line(
            PAIRS,
            () -> before.of(data.rows(), timed),
            () -> after.of(data.rows(), timed),
            policy.fraud().latency());
  }

  private List<GateResult.Turned> turned() {
    List<GateResult.Turned> turned = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      boolean before = ComparedRisks.called(all.champion()[i]);
      boolean after = ComparedRisks.called(all.challenger()[i]);
      if (before != after) {
        turned.add(
            new GateResult.Turned(
                data.ids().get(rows[i]), TASK, word(before), word(after), word(all.fraud()[i])));
      }
    }
    return turned;
  }

  private static String word(boolean fraud) {
    return fraud ? "fraud" : "genuine";
  }
}
