package dev.weir.scoring.drift;

import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.Sentiment;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one record adds to the counts of a slice. Immutable. */
public sealed interface Observation {

  /** Name of the feature that holds the words of texts, each word of a text once. */
  String WORDS = "words";

  /** Name of the feature that holds the lengths of texts, in characters. */
  String LENGTH = "length";

  /** Name of the feature that holds the languages of texts. */
  String LANGUAGE = "language";

  /**
   * Name of the feature that holds the scores: the probability of the second label; of sentiment,
   * (1 + positive − negative) / 2.
   */
  String SCORE = "score";

  /** Name of the feature that holds the probabilities of the answers. */
  String CONFIDENCE = "confidence";

  /** Name of the feature that holds the answers. */
  String LABEL = "label";

  /** Adds it. */
  void countIn(SliceCounts counts);

  /**
   * A text.
   *
   * @param language as a verdict names it; null where it is not known
   */
  static Observation ofText(String text, @Nullable String language) {
    return new Text(
        TextWordBuckets.of(text),
        text.codePointCount(0, text.length()),
        Scale.ofName(DriftSlices.primary(language)));
  }

  /** The features of a payment; null is a missing one. */
  static Observation ofPayment(Map<String, Float> features) {
    return new Payment(features);
  }

  /** An answer on sentiment. */
  static Observation of(Sentiment sentiment) {
    var scores = sentiment.getScores();
    return ofSentiment(scores.getNegative(), scores.getNeutral(), scores.getPositive());
  }

  /** An answer on sentiment, by the probability of each label. */
  static Observation ofSentiment(double negative, double neutral, double positive) {
    double most = Math.max(neutral, Math.max(negative, positive));
    int label = most == negative ? 0 : most == neutral ? 1 : 2;
    return new Scores((1 + positive - negative) / 2, most, label);
  }

  /** An answer of a task that asks yes or no. */
  static Observation of(BinaryScore score) {
    return ofBinary(score.getScore());
  }

  /** An answer of a task that asks yes or no, by the probability of yes. */
  static Observation ofBinary(double yes) {
    return new Scores(yes, Math.max(yes, 1 - yes), yes >= 0.5 ? 1 : 0);
  }

  /** A text as its buckets. */
  record Text(BitSet words, int length, int language) implements Observation {
    @Override
    public void countIn(SliceCounts counts) {
      counts.addRecord();
      for (int word = words.nextSetBit(0); word >= 0; word = words.nextSetBit(word + 1)) {
        counts.addBucket(WORDS, Scale.WORDS, word);
      }
      counts.add(LENGTH, Scale.NUMBER, length);
      counts.addBucket(LANGUAGE, Scale.NAMES, language);
    }
  }

  /** An answer as numbers. */
  record Scores(double score, double confidence, int label) implements Observation {
    @Override
    public void countIn(SliceCounts counts) {
      counts.addRecord();
      counts.add(SCORE, Scale.PROBABILITY, score);
      counts.add(CONFIDENCE, Scale.PROBABILITY, confidence);
      counts.addBucket(LABEL, Scale.NAMES, label);
    }
  }

  /** A payment as the model saw it. */
  record Payment(Map<String, Float> features) implements Observation {
    @Override
    public void countIn(SliceCounts counts) {
      counts.addRecord();
      features.forEach(
          (name, value) -> counts.add(name, Scale.NUMBER, value == null ? Double.NaN : value));
    }
  }
}
