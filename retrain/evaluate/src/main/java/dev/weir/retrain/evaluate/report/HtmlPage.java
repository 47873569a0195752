package dev.weir.retrain.evaluate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Figures as one HTML file that needs no network: the page, its figures and the chart library
 * (Apache ECharts) are inside. Stateless.
 */
public final class HtmlPage {
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/%s/echarts.common.min.js";

  private HtmlPage() {}

  /**
   * Writes the page, over what was there.
   *
   * @param script draws the figures by what {@code page.js} gives it; part of the program, never of
   *     data
   */
  public static void write(ObjectNode figures, String script, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, html(figures, script), StandardCharsets.UTF_8);
  }

  private static String html(ObjectNode figures, String script) throws IOException {
    String safe =
        figures
            .toString()
            .replace("<", "\\u003c")
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029");
    return text(HtmlPage.class, "report.html")
        .replace("/*style*/", text(HtmlPage.class, "report.css"))
        .replace("/*charts*/", charts())
        .replace("/*page*/", text(HtmlPage.class, "page.js"))
        .replace("/*script*/", script)
        .replace("/*figures*/", safe);
  }

  /** The chart library, in the version that the build took. */
  static String charts() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = open(HtmlPage.class, "report.properties")) {
      versions.load(in);
    }
    return text(HtmlPage.class, CHARTS.formatted(versions.getProperty("echarts.version")));
  }

  /** The text of a resource beside a class, such as the script of its page. */
  public static String text(Class<?> beside, String resource) throws IOException {
    try (InputStream in = open(beside, resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(Class<?> beside, String resource) throws IOException {
    InputStream in = beside.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(
          "the jar of " + beside.getName() + " has no " + resource + "; build it again");
    }
    return in;
  }
}
