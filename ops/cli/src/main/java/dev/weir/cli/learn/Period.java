package dev.weir.cli.learn;

import org.jspecify.annotations.Nullable;

/**
 * One period of a simulated season: how well its texts were judged, and what came after.
 *
 * @param number counted from 1
 * @param shift share of spam that was of the later fashion
 * @param texts that were sent
 * @param f1 of spam by the verdicts of the stream, from 0 to 1
 * @param f1Without of spam by the model that the stream began with, on the same texts
 * @param model that gave most verdicts, {@code name@version}
 * @param lost texts without a verdict
 * @param doubled verdicts beyond one for a text
 * @param labels that people gave afterwards
 * @param outcome of the run that followed, for people; null where none did
 * @param seconds that the run took; 0 where none did
 */
public record Period(
    int number,
    double shift,
    int texts,
    double f1,
    double f1Without,
    String model,
    long lost,
    long doubled,
    int labels,
    @Nullable String outcome,
    double seconds) {

  Period after(int given, @Nullable String what, double took) {
    return new Period(number, shift, texts, f1, f1Without, model, lost, doubled, given, what, took);
  }
}
