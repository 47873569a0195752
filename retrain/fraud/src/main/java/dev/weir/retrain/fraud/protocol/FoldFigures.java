package dev.weir.retrain.fraud.protocol;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of several folds. */
public record FoldFigures(List<Figures> folds) {
  public FoldFigures {
    folds = List.copyOf(folds);
    if (folds.isEmpty()) {
      throw new IllegalArgumentException("figures of no fold have no mean");
    }
  }

  /** The mean over the folds. */
  public Figures mean() {
    return new Figures(
        mean(Figures::auc), mean(Figures::averagePrecision), mean(Figures::cardPrecision));
  }

  /** The standard deviation over the folds (divided by n, as in the handbook). */
  public Figures deviation() {
    return new Figures(
        deviation(Figures::auc),
        deviation(Figures::averagePrecision),
        deviation(Figures::cardPrecision));
  }

  private double mean(ToDoubleFunction<Figures> figure) {
    return folds.stream().mapToDouble(figure).average().orElseThrow();
  }

  private double deviation(ToDoubleFunction<Figures> figure) {
    double mean = mean(figure);
    return Math.sqrt(
        folds.stream()
            .mapToDouble(figure)
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElseThrow());
  }
}
