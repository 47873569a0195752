package dev.weir.retrain.dataset.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.dataset.DataFile;
import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.LeakReport.Leak;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Snapshots on disk. Stateless. */
final class SnapshotFolder {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SnapshotFolder() {}

  static void write(Snapshot snapshot, Path dir) throws IOException {
    Path target = dir.toAbsolutePath().normalize();
    Path parent = target.getParent() == null ? target : target.getParent();
    Files.createDirectories(parent);
    Path partial = Files.createTempDirectory(parent, "." + target.getFileName());
    try (Writer rows =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(partial.resolve(Snapshot.ROWS))),
            StandardCharsets.UTF_8)) {
      for (String line : Snapshot.rows(snapshot.dataset().examples())) {
        rows.write(line);
        rows.write('\n');
      }
    }
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(partial.resolve(Snapshot.MANIFEST).toFile(), manifest(snapshot));
    Files.move(partial, target);
  }

  static ObjectNode manifest(Snapshot snapshot) {
    Dataset dataset = snapshot.dataset();
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("hash", snapshot.hash());
    node.put("name", dataset.name());
    node.put("rows", dataset.examples().size());
    node.put("made_splits", dataset.madeSplits());
    ObjectNode tasks = node.putObject("tasks");
    ObjectNode counts = node.putObject("counts");
    for (TaskLabels task : dataset.tasks()) {
      task.labels().forEach(tasks.withArrayProperty(task.task())::add);
      ObjectNode bySplit = counts.putObject(task.task());
      for (Split split : Split.values()) {
        dataset.counts(split, task).forEach(bySplit.putObject(split.id())::put);
      }
    }
    ArrayNode sources = node.putArray("sources");
    dataset.sources().forEach(source -> sources.add(source(source)));
    node.set("leaks", leaks(dataset.leaks()));
    return node;
  }

  private static ObjectNode source(DataSource source) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", source.name());
    node.put("licence", source.licence());
    node.put("weights_may_ship", source.weightsMayShip());
    node.put("empty_texts", source.emptyTexts());
    node.put("left_out", source.leftOut());
    ObjectNode labels = node.putObject("labels");
    new TreeMap<>(source.labels())
        .forEach((task, known) -> known.forEach(labels.withArrayProperty(task)::add));
    ObjectNode files = node.putObject("files");
    source.files().forEach(file -> files.put(file.name(), file.sha256()));
    return node;
  }

  private static ObjectNode leaks(LeakReport report) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode found = node.putArray("found");
    for (Leak leak : report.leaks()) {
      found
          .addObject()
          .put("from", leak.from().id())
          .put("into", leak.into().id())
          .put("rows", leak.rows())
          .put("texts", leak.texts());
    }
    report.dropped().forEach((split, rows) -> node.withObject("/dropped").put(split.id(), rows));
    report
        .duplicates()
        .forEach((split, rows) -> node.withObject("/duplicates").put(split.id(), rows));
    node.put("contradictions", report.contradictions());
    return node;
  }

  static String hash(Path dir) throws IOException {
    return readManifest(dir).path("hash").asText();
  }

  private static JsonNode readManifest(Path dir) throws IOException {
    return JSON.readTree(Files.readAllBytes(dir.resolve(Snapshot.MANIFEST)));
  }

  static Snapshot read(Path dir) throws IOException {
    JsonNode manifest = readManifest(dir);
    List<Example> examples = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(dir.resolve(Snapshot.ROWS))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        examples.add(ExampleJson.read(line));
      }
    }
    List<TaskLabels> tasks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> task : manifest.path("tasks").properties()) {
      tasks.add(new TaskLabels(task.getKey(), texts(task.getValue())));
    }
    Snapshot snapshot =
        Snapshot.of(
            new Dataset(
                manifest.path("name").asText(String.valueOf(dir.getFileName())),
                tasks,
                sources(manifest.path("sources")),
                examples,
                manifest.path("made_splits").asBoolean(),
                leaks(manifest.path("leaks"))));
    String expected = manifest.path("hash").asText();
    if (!snapshot.hash().equals(expected)) {
      throw new DatasetException(
          Problem.SNAPSHOT_CHANGED,
          "snapshot %s: its rows have the hash %s, its manifest says %s; make it again"
              .formatted(dir, snapshot.id(), expected.isEmpty() ? "nothing" : expected));
    }
    return snapshot;
  }

  private static List<DataSource> sources(JsonNode list) {
    List<DataSource> sources = new ArrayList<>();
    for (JsonNode node : list) {
      List<DataFile> files = new ArrayList<>();
      node.path("files")
          .properties()
          .forEach(file -> files.add(new DataFile(file.getKey(), file.getValue().asText())));
      Map<String, List<String>> labels = new TreeMap<>();
      node.path("labels")
          .properties()
          .forEach(task -> labels.put(task.getKey(), texts(task.getValue())));
      sources.add(
          new DataSource(
              node.path("name").asText(),
              node.path("licence").asText(),
              node.path("weights_may_ship").asBoolean(),
              labels,
              files,
              node.path("empty_texts").asLong(),
              node.path("left_out").asLong()));
    }
    return sources;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static LeakReport leaks(JsonNode node) {
    List<Leak> found = new ArrayList<>();
    for (JsonNode leak : node.path("found")) {
      found.add(
          new Leak(
              split(leak.path("from").asText()),
              split(leak.path("into").asText()),
              leak.path("rows").asLong(),
              leak.path("texts").asLong()));
    }
    return new LeakReport(
        found,
        bySplit(node.path("dropped")),
        bySplit(node.path("duplicates")),
        node.path("contradictions").asLong());
  }

  private static Map<Split, Long> bySplit(JsonNode object) {
    Map<Split, Long> counts = new EnumMap<>(Split.class);
    object
        .properties()
        .forEach(field -> counts.put(split(field.getKey()), field.getValue().asLong()));
    return counts;
  }

  private static Split split(String name) {
    return Split.of(name).orElse(Split.TRAIN);
  }
}
