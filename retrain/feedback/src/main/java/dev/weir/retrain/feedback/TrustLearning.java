package dev.weir.retrain.feedback;

import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.feedback.TaskWords;
import dev.weir.scoring.feedback.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns trust by expectation maximisation. Confined to one thread, used once.
 *
 * <p>The model is that of Dawid and Skene (Maximum likelihood estimation of observer error-rates
 * using the EM algorithm, 1979) with one probability for each labeller instead of a table: right
 * with probability p, else any other answer alike; a beta prior on p by the labeller's kind (Raykar
 * et al., Learning from crowds, 2010), known truth clamped. Three things are added against people
 * who agree with each other to deceive:
 *
 * <ul>
 *   <li>It starts from what golden items and the live model's confident answers say, not from
 *       majorities. The likelihood has a second peak where the deceivers are right and all others
 *       wrong; which one is found depends on the start.
 *   <li>Opinions that agree on an item count as half copied: the strongest whole, each further one
 *       by a share.
 *   <li>The live model takes part as one more labeller whose trust is learned too, with a ceiling.
 *       Where everybody contradicts it, it is the model that loses.
 * </ul>
 *
 * <p>Deceivers who are the majority of those compared on their items, on which there is neither
 * known truth nor a confident model, cannot be told from honest people.
 */
final class TrustLearning {
  private static final int MOST_ROUNDS = 200;
  private static final double CONVERGED = 1e-7;

  /** No labeller settles an item alone, whatever was learned of it. */
  private static final double MOST_SURE = 0.98;

  private static final double LEAST_SURE = 0.05;

  private final Task task;
  private final List<String> words;
  private final TrustSettings settings;
  private final List<Item> items = new ArrayList<>();
  private final List<Labeler> labelers = new ArrayList<>();
  private final double[] trust;
  private final double[] modelScale;
  private double model;

  TrustLearning(Task task, List<Question> questions, TrustSettings settings) {
    this.task = task;
    this.words = TaskWords.of(task);
    this.settings = settings;
    Map<Labeler, Integer> places = new HashMap<>();
    questions.forEach(question -> add(question, places));
    trust = new double[labelers.size()];
    double[] withModel = new double[labelers.size()];
    for (Item item : items) {
      if (item.modelOnly()) {
        withModel[item.voters[0]]++;
      }
    }
    modelScale = new double[labelers.size()];
    for (int j = 0; j < trust.length; j++) {
      trust[j] = Trust.prior(labelers.get(j).getKind());
      modelScale[j] =
          withModel[j] == 0
              ? 0
              : Math.min(settings.modelShare(), settings.modelItems() / withModel[j]);
    }
    model = settings.modelTrust();
  }

  private void add(Question question, Map<Labeler, Integer> places) {
    List<LabelVote> people =
        question.voices().stream()
            .filter(vote -> vote.getLabeler().getKind() != LabelerKind.GOLDEN)
            .toList();
    int[] voters = new int[people.size()];
    int[] answers = new int[people.size()];
    for (int v = 0; v < voters.length; v++) {
      Labeler labeler = people.get(v).getLabeler();
      @Nullable Integer place = places.get(labeler);
      if (place == null) {
        place = labelers.size();
        places.put(labeler, place);
        labelers.add(labeler);
      }
      voters[v] = place;
      answers[v] = words.indexOf(people.get(v).getLabel());
    }
    @Nullable String known = question.known();
    @Nullable ModelAnswer said = question.model();
    boolean sure = said != null && said.confidence() >= settings.modelFrom();
    Item item =
        new Item(
            voters,
            answers,
            people.stream().map(LabelVote::getLabelledAt).toList(),
            known == null ? -1 : words.indexOf(known),
            said != null && sure ? words.indexOf(said.label()) : -1);
    if (item.compares()) {
      items.add(item);
    }
  }

  TrustModel learn() {
    maximise(true);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] before = Arrays.copyOf(trust, trust.length + 1);
      before[trust.length] = model;
      maximise(false);
      double moved = Math.abs(before[trust.length] - model);
      for (int j = 0; j < trust.length; j++) {
        moved = Math.max(moved, Math.abs(before[j] - trust[j]));
      }
      if (moved < CONVERGED) {
        break;
      }
    }
    return new TrustModel(task, estimates(), model);
  }

  /** One round: what is true of each item, then who said so. */
  private void maximise(boolean anchorsOnly) {
    Sums sums = sums(anchorsOnly);
    for (int j = 0; j < trust.length; j++) {
      double prior = Trust.prior(labelers.get(j).getKind());
      trust[j] =
          (prior * settings.priorItems() + sums.right[j])
              / (settings.priorItems() + sums.compared[j] + sums.withModel[j]);
    }
    if (!anchorsOnly) {
      double prior = settings.modelTrust() * settings.priorItems();
      double learned = (prior + sums.modelRight) / (settings.priorItems() + sums.modelCompared);
      model = Math.min(settings.modelMost(), Math.max(0.5, learned));
    }
  }

  private Map<Labeler, TrustEstimate> estimates() {
    Sums sums = sums(false);
    Map<Labeler, TrustEstimate> estimates = new HashMap<>();
    for (int j = 0; j < trust.length; j++) {
      double prior = Trust.prior(labelers.get(j).getKind());
      double counted = sums.compared[j] + sums.withModel[j];
      estimates.put(
          labelers.get(j),
          new TrustEstimate(
              prior * settings.priorItems() + sums.right[j],
              (1 - prior) * settings.priorItems() + counted - sums.right[j],
              sums.compared[j],
              sums.withModel[j]));
    }
    return estimates;
  }

  /** The labels of everybody that were compared with known truth or with other people. */
  Map<Labeler, List<BadSpell.Compared>> compared() {
    Map<Labeler, List<BadSpell.Compared>> compared = new HashMap<>();
    double[] belief = new double[words.size()];
    for (Item item : items) {
      if (item.modelOnly()) {
        continue;
      }
      believe(item, false, belief);
      for (int v = 0; v < item.voters.length; v++) {
        compared
            .computeIfAbsent(labelers.get(item.voters[v]), unused -> new ArrayList<>())
            .add(new BadSpell.Compared(item.times.get(v), belief[item.answers[v]]));
      }
    }
    return compared;
  }

  private Sums sums(boolean anchorsOnly) {
    Sums sums = new Sums(trust.length);
    double[] belief = new double[words.size()];
    for (Item item : items) {
      if (anchorsOnly && item.known < 0 && item.model < 0) {
        continue;
      }
      believe(item, anchorsOnly, belief);
      for (int v = 0; v < item.voters.length; v++) {
        int j = item.voters[v];
        double right = belief[item.answers[v]];
        // before people were compared, the model's word alone stands behind what is believed
        boolean byModel = item.known < 0 && (anchorsOnly || item.modelOnly());
        double counts = byModel ? Math.max(modelScale[j], anchor(anchorsOnly)) : 1;
        sums.right[j] += counts * right;
        (byModel ? sums.withModel : sums.compared)[j] += counts;
      }
      if (item.model >= 0) {
        double counts = item.modelOnly() ? settings.modelShare() : 1;
        sums.modelRight += counts * belief[item.model];
        sums.modelCompared += counts;
      }
    }
    return sums;
  }

  private double anchor(boolean anchorsOnly) {
    return anchorsOnly ? settings.modelShare() : 0;
  }

  /** The probability of each answer. */
  private void believe(Item item, boolean anchorsOnly, double[] belief) {
    Arrays.fill(belief, 0);
    if (item.known >= 0) {
      belief[item.known] = 1;
      return;
    }
    if (!anchorsOnly) {
      for (int answer = 0; answer < belief.length; answer++) {
        belief[answer] = agreed(item, answer);
      }
    }
    if (item.model >= 0) {
      belief[item.model] += weight(model);
    }
    double most = Arrays.stream(belief).max().orElse(0);
    double sum = 0;
    for (int answer = 0; answer < belief.length; answer++) {
      belief[answer] = Math.exp(belief[answer] - most);
      sum += belief[answer];
    }
    for (int answer = 0; answer < belief.length; answer++) {
      belief[answer] /= sum;
    }
  }

  /** What people put behind an answer: the strongest whole, each further one a share. */
  private double agreed(Item item, int answer) {
    double all = 0;
    double strongest = 0;
    for (int v = 0; v < item.voters.length; v++) {
      if (item.answers[v] == answer) {
        double weight = weight(trust[item.voters[v]]);
        all += weight;
        strongest = Math.abs(weight) > Math.abs(strongest) ? weight : strongest;
      }
    }
    return strongest + settings.agreeing() * (all - strongest);
  }

  /** Log odds against each of the other answers. */
  private double weight(double right) {
    double p = Math.min(MOST_SURE, Math.max(LEAST_SURE, right));
    return Math.log(p * (words.size() - 1) / (1 - p));
  }

  /** A question as numbers. Its arrays belong to it. */
  private static final class Item {
    /** Places of the labellers. */
    final int[] voters;

    /** Theirs. */
    final int[] answers;

    /** When they were given. */
    final List<Instant> times;

    /** The true answer, or -1. */
    final int known;

    /** The live model's confident answer, or -1. */
    final int model;

    Item(int[] voters, int[] answers, List<Instant> times, int known, int model) {
      this.voters = voters;
      this.answers = answers;
      this.times = times;
      this.known = known;
      this.model = model;
    }

    /** Whether it says anything about somebody. */
    boolean compares() {
      return voters.length > 1 || (voters.length == 1 && (known >= 0 || model >= 0));
    }

    boolean modelOnly() {
      return known < 0 && voters.length == 1;
    }
  }

  /** What a round adds up. Confined. */
  private static final class Sums {
    final double[] right;
    final double[] compared;
    final double[] withModel;
    double modelRight;
    double modelCompared;

    Sums(int labelers) {
      right = new double[labelers];
      compared = new double[labelers];
      withModel = new double[labelers];
    }
  }
}
