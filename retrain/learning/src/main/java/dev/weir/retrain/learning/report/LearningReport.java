package dev.weir.retrain.learning.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.evaluate.report.HtmlPage;
import dev.weir.retrain.feedback.GuardReport;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.run.RunRecord;
import dev.weir.retrain.learning.run.Trained;
import dev.weir.retrain.learning.snapshot.Intake;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run as one HTML page that needs no network. It names events and labellers by their ids and
 * holds no text, so that an erasure need not reach it. Stateless.
 */
public final class LearningReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LearningReport() {}

  /**
   * What a run left; null where it did not come so far.
   *
   * @param task {@code text} or {@code fraud}
   * @param snapshot hash of the data
   */
  public record Content(
      String task,
      RunRecord run,
      @Nullable Intake intake,
      @Nullable GuardReport guard,
      @Nullable Trained trained,
      @Nullable GateResult gates,
      @Nullable String snapshot) {}

  /** Writes the page, over what was there. */
  public static void write(Content content, Path file) throws IOException {
    HtmlPage.write(figures(content), HtmlPage.text(LearningReport.class, "learning.js"), file);
  }

  /** All that the page shows. */
  public static ObjectNode figures(Content content) {
    return JSON.valueToTree(content);
  }
}
