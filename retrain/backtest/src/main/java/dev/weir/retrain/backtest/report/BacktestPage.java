package dev.weir.retrain.backtest.report;

import dev.weir.retrain.backtest.BacktestResult;
import dev.weir.retrain.evaluate.report.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A backtest as one HTML file that needs no network. Of single transactions it names event ids,
 * times and amounts, never cards. Stateless.
 */
public final class BacktestPage {

  private BacktestPage() {}

  /** Writes the page, over what was there. */
  public static void write(BacktestResult result, Path file) throws IOException {
    HtmlPage.write(
        BacktestJson.withCurve(result), HtmlPage.text(BacktestPage.class, "backtest.js"), file);
  }
}
