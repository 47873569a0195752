package dev.weir.retrain.evaluate.report;

import dev.weir.retrain.evaluate.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * An evaluation as one HTML file that needs no network: the page, its figures and the chart library
 * (Apache ECharts) are inside. It holds no text of the data. Stateless.
 */
public final class HtmlReport {
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/%s/echarts.common.min.js";

  private HtmlReport() {}

  /** Writes the page, over what was there. */
  public static void write(Evaluation evaluation, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, html(evaluation), StandardCharsets.UTF_8);
  }

  static String html(Evaluation evaluation) throws IOException {
    String figures =
        EvaluationJson.withCurves(evaluation)
            .toString()
            .replace("<", "\\u003c")
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029");
    return text("report.html")
        .replace("/*style*/", text("report.css"))
        .replace("/*charts*/", charts())
        .replace("/*script*/", text("report.js"))
        .replace("/*figures*/", figures);
  }

  /** The chart library, in the version that the build took. */
  static String charts() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = open("report.properties")) {
      versions.load(in);
    }
    return text(CHARTS.formatted(versions.getProperty("echarts.version")));
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = HtmlReport.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("the jar of weir-evaluate has no " + resource + "; build it again");
    }
    return in;
  }
}
