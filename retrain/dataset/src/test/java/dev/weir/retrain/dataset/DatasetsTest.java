package dev.weir.retrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.dataset.describe.Guess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();

  @TempDir Path folder;

  @Test
  void csvWithQuotesAndLineBreaks_isReadAsRfc4180Says() throws IOException {
    write(
        "test.csv", "\uFEFFid,text,label\r\n7,\"one, \"\"two\"\"\nthree\",spam\r\n8,four,ham\r\n");
    Dataset data = load();
    assertThat(data.examples()).extracting(Example::id).containsExactly("7", "8");
    assertThat(data.examples().get(0).text()).isEqualTo("one, \"two\"\nthree");
    assertThat(data.tasks()).containsExactly(TaskLabels.SPAM);
  }

  @Test
  void tsv_takesQuotesAsTheyStand() throws IOException {
    write("test.tsv", "text\tlabel\n\"so they say\tclean\nno\tabusive\n");
    assertThat(load().examples().get(0).text()).isEqualTo("\"so they say");
  }

  @Test
  void gzippedJsonLines_areReadWithListsAndObjects() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("test.jsonl.gz")))) {
      out.write(
          """
          {"event": {"text": "nice one"}, "mood": "positive", "feels": ["joy", "love"]}

          {"event": {"text": "leave it"}, "mood": "negative", "feels": []}
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    write(
        "dataset.yaml",
        """
        licence: CC0-1.0
        weights-may-ship: true
        text: event.text
        language: en
        tasks:
          sentiment: {column: mood, labels: {positive: positive, negative: negative}}
        auxiliary:
          feelings: {column: feels}
        """);
    Dataset data = load();
    assertThat(data.examples()).extracting(Example::text).containsExactly("nice one", "leave it");
    assertThat(data.examples().get(0).auxiliary())
        .isEqualTo(Map.of("feelings", List.of("joy", "love")));
    assertThat(data.examples().get(1).auxiliary()).isEmpty();
    assertThat(data.examples()).extracting(Example::language).containsOnly("en");
    assertThat(data.labelsInUse(TaskLabels.SENTIMENT)).containsExactly("negative", "positive");
    assertThat(data.sources().get(0).weightsMayShip()).isTrue();
  }

  @Test
  void columnsCalledLikeTasks_maskWhatARowDoesNotSay() throws IOException {
    write("test.csv", "text,spam,abuse\nbuy pills,spam,\ngo away,,abusive\nhello,ham,clean\n");
    Dataset data = load();
    assertThat(data.tasks()).containsExactly(TaskLabels.SPAM, TaskLabels.ABUSE);
    assertThat(data.examples())
        .extracting(Example::labels)
        .containsExactly(
            Map.of("spam", "spam"),
            Map.of("abuse", "abusive"),
            Map.of("spam", "ham", "abuse", "clean"));
    assertThat(data.counts(Split.TEST, TaskLabels.SPAM))
        .containsExactly(Map.entry("ham", 1L), Map.entry("spam", 1L));
  }

  @Test
  void guess_mapsTheValuesOfOnesOwnColumns() throws IOException {
    write("test.csv", "body,is_spam\nwin a car,1\nsee you,0\n");
    Dataset data =
        Datasets.load(
            List.of(folder),
            new Guess("body", "is_spam", "spam", Map.of("1", "spam", "0", "ham")),
            OPTIONS);
    assertThat(data.examples())
        .extracting(example -> example.label(TaskLabels.SPAM))
        .containsExactly("spam", "ham");
  }

  @Test
  void ownTask_hasTheLabelsThatAppear() throws IOException {
    write("test.csv", "text,label\na,low\nb,high\nc,low\n");
    Dataset data =
        Datasets.load(List.of(folder), new Guess(null, null, "urgency", Map.of()), OPTIONS);
    assertThat(data.tasks()).containsExactly(new TaskLabels("urgency", List.of("high", "low")));
  }

  @Test
  void splitColumnOfASingleFile_isGiven() throws IOException {
    write(
        "all.csv",
        "text,label,split\na,ham,train\nb,spam,train\nc,ham,dev\nd,spam,dev\ne,spam,test\n");
    Dataset data = load();
    assertThat(data.madeSplits()).isFalse();
    assertThat(data.in(Split.VALID)).hasSize(2);
    assertThat(data.in(Split.TEST)).extracting(Example::text).containsExactly("e");
  }

  @Test
  void setWithoutValidation_givesPartOfItsTrainingRows() throws IOException {
    write("train.csv", rows("train", 200));
    write("test.csv", rows("test", 50));
    Dataset data = load();
    assertThat(data.madeSplits()).isTrue();
    assertThat(data.in(Split.VALID)).hasSize(20);
    assertThat(data.in(Split.TRAIN)).hasSize(180);
    assertThat(data.in(Split.TEST)).hasSize(50);
    Dataset testOnly = Datasets.load(List.of(folder), OPTIONS.only(Set.of(Split.TEST)));
    assertThat(testOnly.sources().get(0).files()).hasSize(1);
    assertThat(testOnly.madeSplits()).isFalse();
  }

  @Test
  void emptyTextsAndLeftOutRows_areCounted() throws IOException {
    write("test.csv", "text,label\n,spam\nfine,ham\nwell,spam\nhm,unsure\n");
    write(
        "dataset.json",
        "{\"tasks\": {\"spam\": {\"labels\": {\"ham\": \"ham\", \"spam\": \"spam\"},"
            + " \"leave-out\": [\"unsure\"]}}}");
    DataSource source = load().sources().get(0);
    assertThat(source.emptyTexts()).isEqualTo(1);
    assertThat(source.leftOut()).isEqualTo(1);
  }

  @Test
  void sets_comeTogetherUnderTheirNames() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("test.csv"), "text,label\na,ham\nb,spam\n");
    Files.writeString(two.resolve("test.csv"), "text,label\nc,clean\nd,abusive\n");
    Dataset data = Datasets.load(List.of(one, two), OPTIONS);
    assertThat(data.name()).isEqualTo("one+two");
    assertThat(data.tasks()).containsExactly(TaskLabels.SPAM, TaskLabels.ABUSE);
    assertThat(data.examples())
        .extracting(Example::source)
        .containsExactly("one", "one", "two", "two");
  }

  static String rows(String prefix, int count) {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < count; i++) {
      csv.append(prefix)
          .append(" line number ")
          .append(Integer.toString(i, 36))
          .append(i % 4 == 0 ? ",spam\n" : ",ham\n");
    }
    return csv.toString();
  }

  private Dataset load() throws IOException {
    return Datasets.load(List.of(folder), OPTIONS);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
