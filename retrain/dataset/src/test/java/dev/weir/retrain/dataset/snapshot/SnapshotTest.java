package dev.weir.retrain.dataset.snapshot;

import static dev.weir.retrain.dataset.Split.TEST;
import static dev.weir.retrain.dataset.Split.TRAIN;
import static dev.weir.retrain.dataset.TestExamples.dataset;
import static dev.weir.retrain.dataset.TestExamples.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final Example WITH_EVERYTHING =
      new Example(
          "17",
          "so \"good\"\n\u597d \ud83d\ude42",
          TRAIN,
          "set",
          null,
          Map.of(),
          Map.of("feelings", List.of("joy", "love")),
          Map.of("topic", "y"));

  @TempDir Path folder;

  @Test
  void hash_doesNotDependOnTheOrderOfRows() {
    List<Example> rows = rows();
    List<Example> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    assertThat(Snapshot.of(dataset(reversed)).hash()).isEqualTo(Snapshot.of(dataset(rows)).hash());
  }

  @Test
  void hash_changesWithAnyLabelTextOrSplit() {
    String hash = Snapshot.of(dataset(rows())).hash();
    assertThat(hash).hasSize(64);
    for (Example other :
        List.of(
            example(TRAIN, "a", "spam", "spam"),
            example(TRAIN, "A", "spam", "ham"),
            example(TEST, "a", "spam", "ham"))) {
      List<Example> rows = rows();
      rows.set(0, other);
      assertThat(Snapshot.of(dataset(rows)).hash()).isNotEqualTo(hash);
    }
  }

  @Test
  void snapshot_comesBackFromItsFolder() throws IOException {
    Snapshot snapshot = Snapshot.of(dataset(rows()));
    snapshot.write(folder.resolve("kept"));
    Snapshot read = Snapshot.read(folder.resolve("kept"));
    assertThat(read.hash()).isEqualTo(snapshot.hash());
    assertThat(read.dataset().examples()).containsExactlyInAnyOrderElementsOf(rows());
    assertThat(read.dataset().tasks()).isEqualTo(snapshot.dataset().tasks());
    assertThat(read.dataset().sources()).isEqualTo(snapshot.dataset().sources());
    assertThat(read.dataset().leaks()).isEqualTo(snapshot.dataset().leaks());

    Dataset loaded =
        Datasets.load(
            List.of(folder.resolve("kept")), LoadOptions.defaults().only(Set.of(Split.TEST)));
    assertThat(loaded.examples()).extracting(Example::text).containsExactly("c");
  }

  @Test
  void changedRows_areNoticed() throws IOException {
    Snapshot.of(dataset(rows())).write(folder.resolve("one"));
    List<Example> rows = rows();
    rows.remove(0);
    Snapshot.of(dataset(rows)).write(folder.resolve("two"));
    Files.delete(folder.resolve("one/rows.jsonl.gz"));
    Files.copy(folder.resolve("two/rows.jsonl.gz"), folder.resolve("one/rows.jsonl.gz"));
    assertThatThrownBy(() -> Snapshot.read(folder.resolve("one")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("one", "its manifest says", "make it again");
  }

  private static List<Example> rows() {
    return new ArrayList<>(
        List.of(
            example(TRAIN, "a", "spam", "ham"),
            example(TRAIN, "b", "spam", "spam"),
            example(TEST, "c", "spam", "spam"),
            WITH_EVERYTHING));
  }
}
