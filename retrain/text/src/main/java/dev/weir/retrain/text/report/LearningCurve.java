package dev.weir.retrain.text.report;

import dev.weir.retrain.text.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The course of a run as one HTML page with its plots inside. Stateless. */
public final class LearningCurve {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 48;
  private static final int BOTTOM = 28;
  private static final String[] COLOURS = {
    "#1b6ca8", "#c8553d", "#3a7d44", "#8e6c8a", "#b8860b", "#2f4858", "#d1495b", "#5f6b6d"
  };

  private LearningCurve() {}

  /** One line of a plot. */
  private record Line(String name, List<double[]> points) {}

  /** The page. */
  public static String html(String title, History history) {
    List<double[]> losses = new ArrayList<>();
    history.losses().forEach(loss -> losses.add(new double[] {loss.step(), loss.loss()}));
    TreeSet<String> names = new TreeSet<>();
    history.epochs().forEach(epoch -> names.addAll(epoch.macroF1().keySet()));
    List<Line> figures = new ArrayList<>();
    for (String name : names) {
      List<double[]> points = new ArrayList<>();
      for (History.Epoch epoch : history.epochs()) {
        Double value = epoch.macroF1().get(name);
        if (value != null) {
          points.add(new double[] {epoch.step(), value});
        }
      }
      figures.add(new Line(name.indexOf('/') < 0 ? name : name + ", macro-F1", points));
    }
    return """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
        <style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:48rem;color:#222}
        svg{width:100%%;height:auto}text{font-size:11px;fill:#555}</style>
        <h1>%1$s</h1>
        <h2>Loss in training</h2>%2$s
        <h2>On the validation texts</h2>%3$s
        <p>Kept: epoch %4$d.</p></html>
        """
        .formatted(
            escape(title),
            plot(List.of(new Line("loss", losses))),
            plot(figures),
            history.best() + 1);
  }

  private static String plot(List<Line> lines) {
    double right = 1;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Line line : lines) {
      for (double[] point : line.points) {
        right = Math.max(right, point[0]);
        low = Math.min(low, point[1]);
        high = Math.max(high, point[1]);
      }
    }
    if (low > high) {
      return "<p>Nothing was measured.</p>";
    }
    double span = Math.max(high - low, 1e-6);
    int legend = 16 * lines.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox='0 0 %d %d' role='img'><rect x='%d' y='0' width='%d' height='%d' fill='none' stroke='#ccc'/>",
            WIDTH, HEIGHT + BOTTOM + legend, LEFT, WIDTH - LEFT, HEIGHT));
    svg.append(format("<text x='2' y='12'>%.3f</text>", high));
    svg.append(format("<text x='2' y='%d'>%.3f</text>", HEIGHT, low));
    svg.append(format("<text x='%d' y='%d'>%.0f steps</text>", WIDTH - 70, HEIGHT + 16, right));
    for (int i = 0; i < lines.size(); i++) {
      String colour = COLOURS[i % COLOURS.length];
      StringBuilder path = new StringBuilder();
      for (double[] point : lines.get(i).points) {
        path.append(
            format(
                "%.1f,%.1f ",
                LEFT + (WIDTH - LEFT) * point[0] / right,
                8 + (HEIGHT - 16) * (1 - (point[1] - low) / span)));
      }
      svg.append(
          format(
              "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
              path.toString().strip(), colour));
      int y = HEIGHT + BOTTOM + 16 * i;
      svg.append(format("<rect x='%d' y='%d' width='10' height='10' fill='%s'/>", LEFT, y, colour));
      svg.append(
          format("<text x='%d' y='%d'>%s</text>", LEFT + 16, y + 9, escape(lines.get(i).name)));
    }
    return svg.append("</svg>").toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
