package dev.weir.scoring.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.DriftSubject;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@link DriftReference} as {@value DriftReference#FILE}: counts as {@code [bucket, count, …]}
 * for the buckets that are not empty, some ten kilobytes a slice of texts. Stateless.
 */
public final class DriftReferenceJson {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private DriftReferenceJson() {}

  /** The reference as UTF-8 text. */
  public static byte[] write(DriftReference reference) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ObjectNode subjects = root.putObject("subjects");
    reference
        .slices()
        .forEach(
            (subject, slices) -> {
              ObjectNode of = subjects.putObject(name(subject));
              slices.forEach((slice, counts) -> write(counts, of.putObject(slice)));
            });
    ObjectNode accuracy = root.putObject("accuracy");
    reference
        .known()
        .forEach(
            (subject, known) ->
                accuracy
                    .putObject(name(subject))
                    .put("rows", known.rows())
                    .put("accuracy", known.accuracy())
                    .put("confidence", known.confidence())
                    .put("threshold", known.threshold()));
    try {
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new IllegalStateException("a tree in memory is JSON", e);
    }
  }

  /**
   * The reference in that text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static DriftReference read(byte[] json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(DriftReference.FILE + ": no JSON: " + e.getMessage(), e);
    }
    if (root.path("format").asInt() != FORMAT) {
      throw new IllegalArgumentException(
          DriftReference.FILE + ": expected format " + FORMAT + ", got " + root.path("format"));
    }
    Map<DriftSubject, SortedMap<String, SliceCounts>> slices = new EnumMap<>(DriftSubject.class);
    for (Map.Entry<String, JsonNode> subject : root.path("subjects").properties()) {
      SortedMap<String, SliceCounts> of = new TreeMap<>();
      subject
          .getValue()
          .properties()
          .forEach(slice -> of.put(slice.getKey(), counts(slice.getValue())));
      slices.put(subject(subject.getKey()), of);
    }
    Map<DriftSubject, AccuracyEstimate.Known> known = new EnumMap<>(DriftSubject.class);
    for (Map.Entry<String, JsonNode> subject : root.path("accuracy").properties()) {
      JsonNode of = subject.getValue();
      known.put(
          subject(subject.getKey()),
          new AccuracyEstimate.Known(
              of.path("rows").asLong(),
              of.path("accuracy").asDouble(),
              of.path("confidence").asDouble(),
              of.path("threshold").asDouble()));
    }
    return new DriftReference(slices, known);
  }

  private static void write(SliceCounts counts, ObjectNode out) {
    out.put("records", counts.records());
    ObjectNode features = out.putObject("features");
    counts
        .features()
        .forEach(
            (name, histogram) -> {
              ObjectNode of = features.putObject(name);
              of.put("scale", histogram.scale().name().toLowerCase(Locale.ROOT));
              of.put("sum", histogram.sum());
              ArrayNode pairs = of.putArray("counts");
              for (int bucket = 0; bucket < histogram.scale().buckets(); bucket++) {
                if (histogram.count(bucket) > 0) {
                  pairs.add(bucket).add(histogram.count(bucket));
                }
              }
            });
  }

  private static SliceCounts counts(JsonNode slice) {
    SliceCounts counts = new SliceCounts();
    counts.restoreRecords(slice.path("records").asLong());
    for (Map.Entry<String, JsonNode> feature : slice.path("features").properties()) {
      JsonNode of = feature.getValue();
      Scale scale = Scale.named(of.path("scale").asText());
      JsonNode pairs = of.path("counts");
      Histogram histogram = new Histogram(scale);
      for (int i = 0; i + 1 < pairs.size(); i += 2) {
        int bucket = pairs.get(i).asInt(-1);
        long count = pairs.get(i + 1).asLong(-1);
        if (bucket < 0 || bucket >= scale.buckets() || count < 0) {
          throw new IllegalArgumentException(
              DriftReference.FILE
                  + ": feature "
                  + feature.getKey()
                  + " has no bucket "
                  + bucket
                  + " of "
                  + scale.buckets()
                  + " or a count below 0");
        }
        histogram.addTo(bucket, count);
      }
      histogram.restoreSum(of.path("sum").asDouble());
      counts.put(feature.getKey(), histogram);
    }
    return counts;
  }

  private static String name(DriftSubject subject) {
    return subject.name().toLowerCase(Locale.ROOT);
  }

  private static DriftSubject subject(String name) {
    try {
      return DriftSubject.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return DriftSubject.OTHER;
    }
  }
}
