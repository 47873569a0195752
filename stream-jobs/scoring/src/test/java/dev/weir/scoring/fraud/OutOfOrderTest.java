package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * No row sees what is younger than its payment, nor a label before it is known, in whatever order
 * things arrive.
 */
class OutOfOrderTest {
  private static final long START = 1_700_000_000_000L;

  private record Step(Payment payment, long knownAt) {
    boolean isFraud() {
      return knownAt > 0;
    }
  }

  private static List<Step> history(Random random, int count, long length) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long time = START + (long) (random.nextDouble() * length);
      Payment payment =
          Payment.of(
              time,
              random.nextInt(2_000_000),
              "card" + random.nextInt(3),
              "terminal" + random.nextInt(3));
      long delay = (long) (random.nextDouble() * 10 * Windows.DAY);
      steps.add(new Step(payment, random.nextInt(4) == 0 ? time + delay : 0));
    }
    return steps;
  }

  /** Puts steps into the histories: payments in this order, then all labels. */
  private static World world(List<Step> steps) {
    World world = new World();
    steps.forEach(step -> world.row(step.payment));
    steps.stream().filter(Step::isFraud).forEach(world::label);
    return world;
  }

  private static final class World {
    private final FraudFeatures features = new FraudFeatures(FraudSettings.defaults());
    private final Map<String, CardHistory> cards = new HashMap<>();
    private final Map<String, PartyHistory> terminals = new HashMap<>();

    float[] row(Payment payment) {
      float[] row = new float[FraudFeature.count()];
      features.card(payment, card(payment), row);
      features.terminal(payment, terminal(payment), row);
      return row;
    }

    void label(Step step) {
      long time = step.payment.occurredAt();
      features.label(time, step.knownAt, true, card(step.payment));
      features.label(time, step.knownAt, true, terminal(step.payment));
    }

    private CardHistory card(Payment payment) {
      return cards.computeIfAbsent(payment.cardId(), id -> new CardHistory());
    }

    private PartyHistory terminal(Payment payment) {
      return terminals.computeIfAbsent(payment.terminalId(), id -> features.newParty());
    }
  }

  @Property(tries = 300)
  void row_ofALatePayment_seesNothingYoungerAndNoLabelTooEarly(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    Random random = new Random(seed);
    List<Step> steps = history(random, count, 20 * Windows.DAY);
    steps.sort(Comparator.comparingLong(step -> step.payment.occurredAt()));
    long now = START + 10 * Windows.DAY;
    Payment late = Payment.of(now, 500_000, "card0", "terminal0");

    // beside the truth: only what had happened and was known by then
    List<Step> past =
        steps.stream()
            .filter(step -> step.payment.occurredAt() <= now)
            .map(step -> step.knownAt <= now ? step : new Step(step.payment, 0))
            .toList();

    assertThat(world(steps).row(late)).isEqualTo(world(past).row(late));
  }

  @Property(tries = 300)
  void row_whenAllHasArrived_doesNotDependOnTheOrderOfArrival(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    Random random = new Random(seed);
    List<Step> steps = history(random, count, 20 * Windows.HOUR);
    List<Step> shuffled = new ArrayList<>(steps);
    Collections.shuffle(shuffled, random);
    Payment next = Payment.of(START + Windows.DAY, 500_000, "card0", "terminal0");

    float[] row = world(steps).row(next);
    float[] other = world(shuffled).row(next);

    for (FraudFeature feature : FraudFeature.values()) {
      if (!dependsOnHabitsThen(feature)) {
        assertThat(Float.valueOf(other[feature.index()]))
            .as(feature.column())
            .isEqualTo(Float.valueOf(row[feature.index()]));
      }
    }
  }

  /** What a terminal remembers of the amount against the card's habit, as it was on arrival. */
  private static boolean dependsOnHabitsThen(FraudFeature feature) {
    return feature.column().contains("quiet") || feature == FraudFeature.TERMINAL_HIGH_7D;
  }
}
