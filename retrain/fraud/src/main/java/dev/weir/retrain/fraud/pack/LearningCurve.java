package dev.weir.retrain.fraud.pack;

import dev.weir.retrain.fraud.train.CurvePoint;
import dev.weir.retrain.fraud.train.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A learning curve as a picture in SVG. Stateless. */
final class LearningCurve {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 280;
  private static final int MARGIN = 44;

  private LearningCurve() {}

  /** Average precision over the rounds or epochs, on both parts. */
  static String svg(List<CurvePoint> curve, Recipe recipe) {
    double rounds = curve.get(curve.size() - 1).rounds();
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\""
                + " aria-label=\"learning curve\">\n",
            WIDTH, HEIGHT, WIDTH));
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double y = y(tenth / 10.0);
      svg.append(
          format(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                  + "<text x=\"8\" y=\"%.1f\">%.1f</text>\n",
              MARGIN, WIDTH - MARGIN, y, y, y + 4, tenth / 10.0));
    }
    line(svg, curve, rounds, CurvePoint::train, "#888");
    line(svg, curve, rounds, CurvePoint::valid, "#06c");
    svg.append(
        format(
            "<text x=\"%d\" y=\"%d\">%s, to %.0f</text>"
                + "<text x=\"%d\" y=\"16\" fill=\"#888\">average precision, training part</text>"
                + "<text x=\"%d\" y=\"16\" fill=\"#06c\">validation part</text>\n</svg>\n",
            MARGIN,
            HEIGHT - 8,
            recipe == Recipe.TREES ? "rounds" : "epochs",
            rounds,
            MARGIN,
            MARGIN + 230));
    return svg.toString();
  }

  private static void line(
      StringBuilder svg,
      List<CurvePoint> curve,
      double rounds,
      ToDoubleFunction<CurvePoint> value,
      String colour) {
    String points =
        curve.stream()
            .map(
                point ->
                    format(
                        "%.1f,%.1f",
                        MARGIN + (WIDTH - 2.0 * MARGIN) * point.rounds() / rounds,
                        y(value.applyAsDouble(point))))
            .collect(Collectors.joining(" "));
    svg.append(
        format(
            "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n",
            colour, points));
  }

  private static double y(double value) {
    return HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * value;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
