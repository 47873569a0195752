package dev.weir.simulator.card;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.truth.CardTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Labels of fraud as they come from banks: for every fraudulent transaction one, two to seven days
 * of the simulated calendar later. Genuine transactions get none. Equal seeds give equal labels.
 * Not thread-safe; holds the labels that are not yet due.
 */
public final class Chargebacks {
  /** Topic of the labels, without prefix. */
  public static final String TOPIC = "feedback";

  private static final Labeler BANK = new Labeler("bank", LabelerKind.CHARGEBACK);
  private static final int SOONEST_SECONDS = 2 * 86_400;
  private static final int LATEST_SECONDS = 7 * 86_400;

  private final Dice dice;
  private final PriorityQueue<Feedback> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Feedback::getLabelledAt).thenComparing(Feedback::getEventId));

  public Chargebacks(long seed) {
    this.dice = new Dice(seed);
  }

  /** A transaction that was made. */
  public void paid(CardTransaction transaction, CardTruth truth) {
    if (!truth.isFraud()) {
      return;
    }
    int delay = dice.between(SOONEST_SECONDS, LATEST_SECONDS);
    Instant noticed = transaction.getOccurredAt().plusSeconds(delay);
    waiting.add(
        Feedback.newBuilder()
            .setEventId(transaction.getEventId())
            .setOccurredAt(noticed)
            .setTask(Task.FRAUD)
            .setLabel("fraud")
            .setLabeler(BANK)
            .setLabelledAt(noticed)
            .build());
  }

  /** The labels that banks have given by then and that were not taken before, oldest first. */
  public List<Feedback> due(Instant now) {
    List<Feedback> due = new ArrayList<>();
    while (!waiting.isEmpty() && !waiting.peek().getLabelledAt().isAfter(now)) {
      due.add(waiting.remove());
    }
    return due;
  }
}
