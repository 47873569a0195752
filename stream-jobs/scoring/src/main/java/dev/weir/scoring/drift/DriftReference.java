package dev.weir.scoring.drift;

import dev.weir.schemas.DriftSubject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model was made for: the counts of its training snapshot, and how right its answers were on
 * labelled rows that it did not learn from. A package may carry it as {@value #FILE}. Its scores
 * should be those on rows that were held out: on rows that it learned, a model is surer than it
 * will be in the stream. Immutable; the counts are not to be changed.
 *
 * @param slices the counts by subject and slice
 * @param known what is known of its accuracy, by subject
 */
public record DriftReference(
    Map<DriftSubject, SortedMap<String, SliceCounts>> slices,
    Map<DriftSubject, AccuracyEstimate.Known> known) {

  /** The file in a model package. */
  public static final String FILE = "reference.json";

  /** Languages beyond this many have no slice of their own. */
  static final int MOST_SLICES = 16;

  public DriftReference {
    slices = Collections.unmodifiableMap(new EnumMap<>(checked(slices)));
    known = Map.copyOf(known);
  }

  private static Map<DriftSubject, SortedMap<String, SliceCounts>> checked(
      Map<DriftSubject, SortedMap<String, SliceCounts>> slices) {
    if (slices.isEmpty()) {
      throw new IllegalArgumentException("drift reference: no rows; a reference needs some");
    }
    return slices;
  }

  /**
   * An answer of the model on a row.
   *
   * @param probabilities of the labels, in the task's order
   * @param truth index of the right label; null where it is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // one object a row; nobody compares answers
  public record Answer(double[] probabilities, @Nullable Integer truth) {

    boolean isRight() {
      return truth != null && probabilities[truth] >= confidence();
    }

    double confidence() {
      double most = 0;
      for (double probability : probabilities) {
        most = Math.max(most, probability);
      }
      return most;
    }

    Observation observation() {
      return probabilities.length == 3
          ? Observation.ofSentiment(probabilities[0], probabilities[1], probabilities[2])
          : Observation.ofBinary(probabilities[1]);
    }
  }

  /**
   * A text of the snapshot.
   *
   * @param language as a verdict names it; null where it is not known
   * @param answers those of the model, by subject; none for rows that only show what texts are like
   */
  public record TextRow(
      String text, @Nullable String language, Map<DriftSubject, Answer> answers) {}

  /**
   * A payment of the snapshot.
   *
   * @param features by name, as the model sees them; null is a missing one
   * @param risk what the model said of it; null for rows that only show what payments are like
   */
  public record PaymentRow(Map<String, Float> features, @Nullable Answer risk) {}

  /**
   * The reference of texts.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static DriftReference ofTexts(Iterable<TextRow> rows) {
    Gathering gathering = new Gathering();
    for (TextRow row : rows) {
      List<String> slices = DriftSlices.ofText(row.language(), null);
      gathering.count(
          DriftSubject.TEXT_INPUT, slices, Observation.ofText(row.text(), row.language()));
      row.answers().forEach((subject, answer) -> gathering.answer(subject, slices, answer));
    }
    return gathering.done();
  }

  /**
   * The reference of payments.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static DriftReference ofPayments(Iterable<PaymentRow> rows) {
    Gathering gathering = new Gathering();
    List<String> all = List.of(DriftSlices.ALL);
    for (PaymentRow row : rows) {
      gathering.count(DriftSubject.PAYMENT_INPUT, all, Observation.ofPayment(row.features()));
      if (row.risk() != null) {
        gathering.answer(DriftSubject.FRAUD_SCORES, all, row.risk());
      }
    }
    return gathering.done();
  }

  /** The counts of a slice; null where the snapshot had no such one. */
  public @Nullable SliceCounts slice(DriftSubject subject, String slice) {
    SortedMap<String, SliceCounts> of = slices.get(subject);
    return of == null ? null : of.get(slice);
  }

  /** Counts row by row. Confined. */
  private static final class Gathering {
    private final Map<DriftSubject, SortedMap<String, SliceCounts>> slices =
        new EnumMap<>(DriftSubject.class);
    private final Map<DriftSubject, List<Answer>> labelled = new EnumMap<>(DriftSubject.class);

    void count(DriftSubject subject, List<String> names, Observation observation) {
      SortedMap<String, SliceCounts> of = slices.computeIfAbsent(subject, s -> new TreeMap<>());
      for (String name : names) {
        if (of.size() < MOST_SLICES || of.containsKey(name)) {
          observation.countIn(of.computeIfAbsent(name, n -> new SliceCounts()));
        }
      }
    }

    void answer(DriftSubject subject, List<String> names, Answer answer) {
      count(subject, names, answer.observation());
      if (answer.truth() != null) {
        labelled.computeIfAbsent(subject, s -> new ArrayList<>()).add(answer);
      }
    }

    DriftReference done() {
      Map<DriftSubject, AccuracyEstimate.Known> known = new EnumMap<>(DriftSubject.class);
      labelled.forEach(
          (subject, answers) ->
              known.put(
                  subject,
                  AccuracyEstimate.Known.of(
                      answers.stream().mapToDouble(Answer::confidence).toArray(),
                      answers.stream().filter(Answer::isRight).count())));
      return new DriftReference(slices, known);
    }
  }
}
