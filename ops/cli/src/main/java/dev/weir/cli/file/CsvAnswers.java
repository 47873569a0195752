package dev.weir.cli.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** A header line and a line a row: {@code row,id,spam.label,spam.score,error}. */
record CsvAnswers(List<AskedTask> tasks) implements AnswerFormat {

  private static final CSVFormat CSV =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').setNullString("").get();

  @Override
  public void begin(Appendable out) throws IOException {
    List<String> header = new ArrayList<>(List.of("row", "id"));
    for (AskedTask task : tasks) {
      header.add(task.name() + ".label");
      if (task.isBinary()) {
        header.add(task.name() + ".score");
      } else {
        task.labels().forEach(label -> header.add(task.name() + "." + label));
      }
    }
    header.add("error");
    CSV.printRecord(out, header.toArray());
  }

  @Override
  public void write(Answer answer, Appendable out) throws IOException {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(answer.row());
    cells.add(answer.id());
    for (AskedTask task : tasks) {
      addScores(cells, task, answer);
    }
    cells.add(answer.error());
    CSV.printRecord(out, cells.toArray());
  }

  private static void addScores(List<@Nullable Object> cells, AskedTask task, Answer answer) {
    float @Nullable [][] all = answer.probabilities();
    cells.add(all == null ? null : task.label(all[task.index()]));
    for (int label = task.isBinary() ? 1 : 0; label < task.labels().size(); label++) {
      cells.add(all == null ? null : all[task.index()][label]);
    }
  }
}
