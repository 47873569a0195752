package dev.weir.retrain.evaluate.report;

import dev.weir.retrain.evaluate.Evaluation;
import java.io.IOException;
import java.nio.file.Path;

/** An evaluation as {@link HtmlPage}. It holds no text of the data. Stateless. */
public final class HtmlReport {

  private HtmlReport() {}

  /** Writes the page, over what was there. */
  public static void write(Evaluation evaluation, Path file) throws IOException {
    HtmlPage.write(
        EvaluationJson.withCurves(evaluation), HtmlPage.text(HtmlReport.class, "report.js"), file);
  }
}
