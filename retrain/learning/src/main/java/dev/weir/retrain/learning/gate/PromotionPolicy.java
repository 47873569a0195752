package dev.weir.retrain.learning.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When a challenger may take the champion's place: one file in YAML. Every key must be there, so
 * that nobody wonders what holds; {@link #DEFAULT} is the text to start from. Immutable.
 */
public record PromotionPolicy(
    @JsonProperty(required = true) Data data,
    @JsonProperty(required = true) Quality quality,
    @JsonProperty(required = true) Calibration calibration,
    @JsonProperty(required = true) Golden golden,
    @JsonProperty(required = true) Untaught untaught,
    @JsonProperty(required = true) Graph graph,
    @JsonProperty(required = true) Cost cost,
    @JsonProperty(required = true) Fraud fraud,
    @JsonProperty(required = true) Release release) {

  /** Name of the built-in file among the resources beside this class. */
  public static final String DEFAULT = "retrain-policy.yaml";

  private static final Pattern DURATION = Pattern.compile("(\\d+)([smhd])");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * What a run learns from.
   *
   * @param leastLabels rows of each label that a task needs
   * @param recent such as {@code 3d}; units s, m, h, d
   * @param mostReplay unlabelled texts at most
   */
  public record Data(
      @JsonProperty(value = "least_labels", required = true) int leastLabels,
      @JsonProperty(required = true) String recent,
      @JsonProperty(value = "most_replay", required = true) int mostReplay) {
    public Data {
      require(leastLabels >= 10, "data.least_labels", "10 or more", leastLabels);
      require(mostReplay >= 0, "data.most_replay", "0 or more", mostReplay);
      require(
          DURATION.matcher(recent).matches(), "data.recent", "a time such as 3d or 12h", recent);
    }

    /** How old a recent text may be. */
    public Duration recentFor() {
      return duration(recent);
    }
  }

  /** Macro-F1. */
  public record Quality(
      @JsonProperty(value = "may_lose", required = true) double mayLose,
      @JsonProperty(value = "slice_may_lose", required = true) double sliceMayLose,
      @JsonProperty(value = "slice_least_rows", required = true) int sliceLeastRows,
      @JsonProperty(value = "must_gain", required = true) boolean mustGain) {
    public Quality {
      requireShare("quality.may_lose", mayLose);
      requireShare("quality.slice_may_lose", sliceMayLose);
      require(sliceLeastRows >= 10, "quality.slice_least_rows", "10 or more", sliceLeastRows);
    }
  }

  /** Expected calibration error. */
  public record Calibration(@JsonProperty(value = "may_lose", required = true) double mayLose) {
    public Calibration {
      requireShare("calibration.may_lose", mayLose);
    }
  }

  /** Golden items. */
  public record Golden(@JsonProperty(value = "may_lose", required = true) int mayLose) {
    public Golden {
      require(mayLose >= 0, "golden.may_lose", "0 or more", mayLose);
    }
  }

  /** Tasks that learned nothing. */
  public record Untaught(@JsonProperty(value = "may_turn", required = true) double mayTurn) {
    public Untaught {
      requireShare("untaught.may_turn", mayTurn);
    }
  }

  /** The written graph against the network, and int8 against fp32. */
  public record Graph(
      @JsonProperty(value = "most_difference", required = true) double mostDifference,
      @JsonProperty(value = "int8_may_turn", required = true) double int8MayTurn) {
    public Graph {
      requireShare("graph.most_difference", mostDifference);
      requireShare("graph.int8_may_turn", int8MayTurn);
    }
  }

  /** Times the champion's. */
  public record Cost(
      @JsonProperty(required = true) double latency,
      @JsonProperty(required = true) double memory,
      @JsonProperty(required = true) double size) {
    public Cost {
      require(latency >= 1, "cost.latency", "1 or more", latency);
      require(memory >= 1, "cost.memory", "1 or more", memory);
      require(size >= 1, "cost.size", "1 or more", size);
    }
  }

  /**
   * What holds for fraud models alone.
   *
   * @param labelDelay such as {@code 7d}; older payments that nobody labelled count as genuine
   * @param leastFrauds to train on; a fifth of it to validate and to test on
   * @param mostPayments without a label, in a snapshot
   * @param rounds of boosting that a run adds at most
   * @param mostTrees of a model, with those of its champions
   * @param cards that people look at a day
   * @param mayLose of average precision, of the area under the ROC curve and of card precision
   * @param sliceMayLose of a slice's average precision
   * @param sliceLeastFrauds fewer, and a slice says nothing
   * @param calibrationMayLose expected calibration error of the risk
   * @param latency times the champion's
   * @param memory times the champion's
   * @param size times the champion's
   */
  public record Fraud(
      @JsonProperty(value = "label_delay", required = true) String labelDelay,
      @JsonProperty(value = "least_frauds", required = true) int leastFrauds,
      @JsonProperty(value = "most_payments", required = true) int mostPayments,
      @JsonProperty(required = true) int rounds,
      @JsonProperty(value = "most_trees", required = true) int mostTrees,
      @JsonProperty(required = true) int cards,
      @JsonProperty(value = "may_lose", required = true) double mayLose,
      @JsonProperty(value = "slice_may_lose", required = true) double sliceMayLose,
      @JsonProperty(value = "slice_least_frauds", required = true) int sliceLeastFrauds,
      @JsonProperty(value = "calibration_may_lose", required = true) double calibrationMayLose,
      @JsonProperty(required = true) double latency,
      @JsonProperty(required = true) double memory,
      @JsonProperty(required = true) double size) {
    public Fraud {
      require(
          DURATION.matcher(labelDelay).matches(),
          "fraud.label_delay",
          "a time such as 7d or 12h",
          labelDelay);
      require(leastFrauds >= 10, "fraud.least_frauds", "10 or more", leastFrauds);
      require(mostPayments >= 1_000, "fraud.most_payments", "1000 or more", mostPayments);
      require(rounds >= 1 && rounds <= 1_000, "fraud.rounds", "1 to 1000", rounds);
      require(mostTrees >= 1, "fraud.most_trees", "1 or more", mostTrees);
      require(cards >= 1, "fraud.cards", "1 or more", cards);
      requireShare("fraud.may_lose", mayLose);
      requireShare("fraud.slice_may_lose", sliceMayLose);
      require(sliceLeastFrauds >= 10, "fraud.slice_least_frauds", "10 or more", sliceLeastFrauds);
      requireShare("fraud.calibration_may_lose", calibrationMayLose);
      require(latency >= 1, "fraud.latency", "1 or more", latency);
      require(memory >= 1, "fraud.memory", "1 or more", memory);
      require(size >= 1, "fraud.size", "1 or more", size);
    }

    /** After how long a payment without a label counts as genuine. */
    public Duration labelsWithin() {
      return duration(labelDelay);
    }
  }

  /** How far a model that passed is released. */
  public record Release(
      @JsonProperty(required = true) String stage,
      @JsonProperty(value = "canary_share", required = true) double canaryShare) {
    private static final List<String> STAGES = List.of("shadow", "canary", "live", "hand");

    public Release {
      require(
          STAGES.contains(stage), "release.stage", "one of " + String.join(", ", STAGES), stage);
      require(
          canaryShare > 0 && canaryShare < 1,
          "release.canary_share",
          "above 0 and below 1",
          canaryShare);
    }
  }

  /** The same with another stage that models begin in. */
  public PromotionPolicy beginningIn(String stage) {
    return new PromotionPolicy(
        data,
        quality,
        calibration,
        golden,
        untaught,
        graph,
        cost,
        fraud,
        new Release(stage, release.canaryShare()));
  }

  /** The policy that holds where no file is given. */
  public static PromotionPolicy defaults() {
    try (InputStream in = PromotionPolicy.class.getResourceAsStream(DEFAULT)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + DEFAULT + "; build it again");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), DEFAULT);
    } catch (IOException e) {
      throw new IllegalStateException(DEFAULT + " cannot be read", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the key, what was expected and what came
   */
  public static PromotionPolicy read(Path file) throws IOException {
    return read(Files.readString(file), String.valueOf(file));
  }

  static PromotionPolicy read(String text, String name) {
    try {
      return YAML.readValue(text, PromotionPolicy.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "%s: %s is no key of a policy; there are %s"
              .formatted(
                  name,
                  path(e),
                  e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList()),
          e);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(name + ": " + what(e), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s, line %d: is no YAML (%s)"
              .formatted(
                  name,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException(text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("."));
  }

  private static String what(JsonMappingException e) {
    if (e.getCause() instanceof IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
    if (problem.startsWith("Missing")) {
      return path(e)
          + " is missing; every key must be there, the one of docs/learning.md is complete";
    }
    return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? path(e) + ": expected " + kind(mismatch.getTargetType())
        : path(e) + ": " + problem;
  }

  private static String kind(Class<?> type) {
    return type.isRecord()
        ? "a group of keys"
        : type == boolean.class ? "true or false" : type == String.class ? "a text" : "a number";
  }

  private static void requireShare(String key, double value) {
    require(value >= 0 && value <= 1, key, "a number from 0 to 1", value);
  }

  private static void require(boolean condition, String key, String expected, Object came) {
    if (!condition) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected %s, got %s", key, expected, came));
    }
  }
}
