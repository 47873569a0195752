package dev.weir.retrain.feedback.ask;

import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.retrain.feedback.ask.Pick.Reason;
import dev.weir.schemas.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Chooses what people are asked about first: where the live model is uncertain (smallest margin;
 * Scheffer et al., Active hidden Markov models for information extraction, 2001) or a model on
 * trial disagrees with it, and what is unlike everything chosen before it. Greedy: each next one
 * has the largest product of worth and novelty, where novelty is one less the largest overlap
 * (Jaccard) of its hashed words and pairs of words with those of an earlier pick. The same
 * candidates give the same picks, in whatever order they come. Stateless, thread-safe.
 */
public final class AskFirst {

  /** Candidates looked at for each pick; those of the least worth are left out first. */
  private static final int LOOKED_AT = 10;

  private static final double UNCERTAIN_FROM = 0.5;

  private final List<Task> tasks;

  /**
   * @param tasks that people are asked about; a candidate is worth what its worthiest task is
   */
  public AskFirst(List<Task> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("ask first: no task; expected one or more of the model's");
    }
    this.tasks = List.copyOf(tasks);
  }

  /**
   * The picks, the best first.
   *
   * @param most how many at most
   */
  public List<Pick> pick(List<Candidate> candidates, int most) {
    List<Ranked> left =
        candidates.stream()
            .map(this::ranked)
            .sorted(
                Comparator.comparingDouble((Ranked one) -> -one.worth)
                    .thenComparing(one -> one.candidate.eventId()))
            .limit((long) LOOKED_AT * most)
            .toList();
    left.forEach(Ranked::readText);
    List<Pick> picks = new ArrayList<>();
    while (picks.size() < Math.min(most, left.size())) {
      Ranked best = left.get(0);
      for (Ranked one : left) {
        if (one.value() > best.value()) {
          best = one;
        }
      }
      picks.add(best.pick());
      for (Ranked one : left) {
        one.compare(best);
      }
    }
    return picks;
  }

  private Ranked ranked(Candidate candidate) {
    Ranked best = new Ranked(candidate, tasks.get(0));
    for (Task task : tasks) {
      Ranked other = new Ranked(candidate, task);
      best = other.worth > best.worth ? other : best;
    }
    return best;
  }

  /** A candidate while it may be picked. Confined. */
  private static final class Ranked {
    final Candidate candidate;
    final Task task;
    final double uncertainty;
    final double disagreement;
    final double worth;
    private long[] grams = {};
    private double novelty = 1;
    private boolean picked;

    Ranked(Candidate candidate, Task task) {
      this.candidate = candidate;
      this.task = task;
      uncertainty = candidate.uncertainty(task);
      disagreement = candidate.disagreement(task);
      worth = Math.max(uncertainty, disagreement);
    }

    void readText() {
      IdArena arena = new IdArena();
      try (IdFeature words = NgramBags.words()) {
        words.append(candidate.text(), TextNormalizer.normalize(candidate.text()), arena);
      }
      grams = Arrays.stream(arena.ids(), 0, arena.open()).sorted().distinct().toArray();
    }

    /** Below 0 once it is picked. */
    double value() {
      return picked ? -1 : worth * novelty;
    }

    Pick pick() {
      picked = true;
      Reason reason =
          disagreement > uncertainty
              ? Reason.DISAGREEMENT
              : uncertainty >= UNCERTAIN_FROM ? Reason.UNCERTAIN : Reason.NOVEL;
      String why =
          switch (reason) {
            case DISAGREEMENT -> "the model on trial says something else (distance %.2f)";
            case UNCERTAIN -> "two answers are nearly as likely (1 - margin %.2f)";
            case NOVEL -> "little like it was asked (1 - margin %.2f)";
          };
      String says =
          String.format(
              Locale.ROOT,
              "%s: " + why + ", novelty %.2f",
              task,
              reason == Reason.DISAGREEMENT ? disagreement : uncertainty,
              novelty);
      return new Pick(candidate.eventId(), reason, task, worth, novelty, says);
    }

    void compare(Ranked other) {
      if (!picked) {
        novelty = Math.min(novelty, 1 - overlap(grams, other.grams));
      }
    }

    /** Jaccard index of two sorted sets; 0 where both are empty. */
    private static double overlap(long[] a, long[] b) {
      int both = 0;
      int j = 0;
      for (long gram : a) {
        while (j < b.length && b[j] < gram) {
          j++;
        }
        both += j < b.length && b[j] == gram ? 1 : 0;
      }
      int either = a.length + b.length - both;
      return either == 0 ? 0 : (double) both / either;
    }
  }
}
