package dev.weir.engine.pack;

import java.util.Map;

/** A record, from no data set, and the scores that a sound copy of the package gives it. */
public sealed interface GoldenExample {
  /** Task name to calibrated probabilities, by label. */
  Map<String, float[]> scores();

  /** The record as people see it. */
  String describe();

  /** The same with other scores. */
  GoldenExample scored(Map<String, float[]> scores);

  /** An example of a text package. */
  record Text(String text, Map<String, float[]> scores) implements GoldenExample {
    public Text {
      scores = Map.copyOf(scores);
    }

    @Override
    public String describe() {
      return '"' + text + '"';
    }

    @Override
    public GoldenExample scored(Map<String, float[]> given) {
      return new Text(text, given);
    }
  }

  /**
   * An example of a table package.
   *
   * @param values in the order of the columns; NaN where one is missing; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares examples
  record Row(float[] values, Map<String, float[]> scores) implements GoldenExample {
    public Row {
      scores = Map.copyOf(scores);
    }

    @Override
    public String describe() {
      return "row of " + values.length + " columns";
    }

    @Override
    public GoldenExample scored(Map<String, float[]> given) {
      return new Row(values, given);
    }
  }
}
