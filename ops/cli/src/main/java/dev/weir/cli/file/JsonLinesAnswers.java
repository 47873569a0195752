package dev.weir.cli.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.Json;
import java.io.IOException;
import java.util.List;

/** One JSON object a line: {@code {"row":1,"id":…,"spam":{"label":…,"score":…}}}. */
record JsonLinesAnswers(List<AskedTask> tasks) implements AnswerFormat {

  @Override
  public void begin(Appendable out) {}

  @Override
  public void write(Answer answer, Appendable out) throws IOException {
    ObjectNode line = Json.object().put("row", answer.row());
    if (answer.id() != null) {
      line.put("id", answer.id());
    }
    if (answer.probabilities() != null) {
      for (AskedTask task : tasks) {
        put(line.putObject(task.name()), task, answer.probabilities()[task.index()]);
      }
    }
    if (answer.error() != null) {
      line.put("error", answer.error());
    }
    out.append(line.toString()).append('\n');
  }

  private static void put(ObjectNode node, AskedTask task, float[] probabilities) {
    node.put("label", task.label(probabilities));
    if (task.isBinary()) {
      node.put("score", probabilities[1]);
      return;
    }
    ObjectNode scores = node.putObject("scores");
    for (int i = 0; i < probabilities.length; i++) {
      scores.put(task.labels().get(i), probabilities[i]);
    }
  }
}
