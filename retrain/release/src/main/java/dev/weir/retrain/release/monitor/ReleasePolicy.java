package dev.weir.retrain.release.monitor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weir.engine.error.NearestName;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a released model goes through, and what takes it back: one file in YAML, every key of which
 * must be there. {@link #DEFAULT} is the text to start from. Immutable.
 *
 * @param window verdicts of that much time are compared
 * @param promote whether steps that are due are taken by the watch
 * @param shadow what a model on trial needs before its first canary
 * @param canary the shares that it answers, one after the other
 * @param live how long after its last step a live model is watched
 */
public record ReleasePolicy(
    @JsonProperty(required = true) Duration window,
    @JsonProperty(required = true) Promote promote,
    @JsonProperty(required = true) Trial shadow,
    @JsonProperty(required = true) List<Canary> canary,
    @JsonProperty(required = true) Duration live,
    @JsonProperty(required = true) Bands bands) {

  /** Name of the built-in file among the resources beside this class. */
  public static final String DEFAULT = "release-policy.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new Times()))
          .build();

  /** Who takes the next step. */
  public enum Promote {
    /** A person, with {@code weir release promote}; the watch says when it is due. */
    @JsonProperty("by-hand")
    BY_HAND,
    /** The watch, for models that the learning loop released; of others it says when it is due. */
    @JsonProperty("retrained")
    RETRAINED,
    /** The watch. */
    @JsonProperty("automatic")
    AUTOMATIC
  }

  /** Least verdicts and least time of a stage. */
  public record Trial(
      @JsonProperty(required = true) int records, @JsonProperty(required = true) Duration time) {
    public Trial {
      require(records >= 1, "shadow.records", "1 or more", records);
      positive("shadow.time", time);
    }
  }

  /** A share, and what is needed before the next step. */
  public record Canary(
      @JsonProperty(required = true) float share,
      @JsonProperty(required = true) int records,
      @JsonProperty(required = true) Duration time) {
    public Canary {
      require(share > 0 && share < 1, "canary.share", "above 0 and below 1", share);
      require(records >= 1, "canary.records", "1 or more", records);
      positive("canary.time", time);
    }
  }

  /** What must not be left. Each is looked at once there is enough to look at. */
  public record Bands(
      @JsonProperty(required = true) Agreement agreement,
      @JsonProperty(required = true) Actions actions,
      @JsonProperty(value = "score_drift", required = true) ScoreDrift scoreDrift,
      @JsonProperty(required = true) Errors errors,
      @JsonProperty(required = true) Latency latency) {}

  /**
   * Agreement with fresh labels, against the model before.
   *
   * @param mostLoss share of labels by which it may be lower, from 0 to 1
   * @param labels of each of the two, at least
   */
  public record Agreement(
      @JsonProperty(value = "most_loss", required = true) double mostLoss,
      @JsonProperty(required = true) int labels) {
    public Agreement {
      require(mostLoss >= 0 && mostLoss <= 1, "bands.agreement.most_loss", "0 to 1", mostLoss);
      require(labels >= 1, "bands.agreement.labels", "1 or more", labels);
    }
  }

  /**
   * Share of records that are not simply let through, against the model before.
   *
   * @param mostRatio how many times as many
   * @param leastRatio how many times as many at least
   * @param records of each of the two, at least
   */
  public record Actions(
      @JsonProperty(value = "most_ratio", required = true) double mostRatio,
      @JsonProperty(value = "least_ratio", required = true) double leastRatio,
      @JsonProperty(required = true) int records) {
    public Actions {
      require(mostRatio > 1, "bands.actions.most_ratio", "above 1", mostRatio);
      require(leastRatio >= 0 && leastRatio < 1, "bands.actions.least_ratio", "0 to 1", leastRatio);
      require(records >= 1, "bands.actions.records", "1 or more", records);
    }
  }

  /**
   * Population stability index between the scores of the model and those of the one before.
   *
   * @param mostPsi at most
   * @param records of each of the two, at least
   */
  public record ScoreDrift(
      @JsonProperty(value = "most_psi", required = true) double mostPsi,
      @JsonProperty(required = true) int records) {
    public ScoreDrift {
      require(mostPsi > 0, "bands.score_drift.most_psi", "above 0", mostPsi);
      require(records >= 1, "bands.score_drift.records", "1 or more", records);
    }
  }

  /**
   * Records that ended as dead letters after they were read: at features, tokens, inference or
   * verdict.
   *
   * @param mostShare of all records since the step, at most
   * @param records answered since the step, at least
   */
  public record Errors(
      @JsonProperty(value = "most_share", required = true) double mostShare,
      @JsonProperty(required = true) int records) {
    public Errors {
      require(mostShare >= 0 && mostShare < 1, "bands.errors.most_share", "0 to 1", mostShare);
      require(records >= 1, "bands.errors.records", "1 or more", records);
    }
  }

  /**
   * Time from an event's append to its verdict's.
   *
   * @param mostP99Ms 99th percentile, at most
   * @param mostRatio times that of the model before, at most; either alone is let pass
   * @param records of each of the two, at least
   */
  public record Latency(
      @JsonProperty(value = "most_p99_ms", required = true) long mostP99Ms,
      @JsonProperty(value = "most_ratio", required = true) double mostRatio,
      @JsonProperty(required = true) int records) {
    public Latency {
      require(mostP99Ms >= 1, "bands.latency.most_p99_ms", "1 or more", mostP99Ms);
      require(mostRatio >= 1, "bands.latency.most_ratio", "1 or more", mostRatio);
      require(records >= 1, "bands.latency.records", "1 or more", records);
    }
  }

  public ReleasePolicy {
    positive("window", window);
    positive("live", live);
    canary = List.copyOf(canary);
    for (int i = 1; i < canary.size(); i++) {
      require(
          canary.get(i).share() > canary.get(i - 1).share(),
          "canary.share",
          "rising from step to step",
          canary.get(i).share());
    }
  }

  /** The built-in policy. */
  public static ReleasePolicy defaults() {
    try (InputStream in = ReleasePolicy.class.getResourceAsStream(DEFAULT)) {
      return parse(
          DEFAULT, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ReleaseException {@link Problem#INVALID_POLICY} naming the key and what was expected
   * @throws IOException if it cannot be read
   */
  public static ReleasePolicy read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  static ReleasePolicy parse(String name, String text) {
    try {
      return YAML.readValue(text, ReleasePolicy.class);
    } catch (UnrecognizedPropertyException e) {
      throw invalid(
          name,
          "unknown key '"
              + e.getPropertyName()
              + "'"
              + NearestName.hint(
                  e.getPropertyName(),
                  e.getKnownPropertyIds().stream().map(String::valueOf).toList()),
          e);
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException inner ? inner : e;
      throw invalid(name, String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), e);
    } catch (JsonProcessingException e) {
      throw invalid(name, String.valueOf(e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw invalid(name, String.valueOf(e.getMessage()), e);
    }
  }

  /** Times such as {@code 30s}, {@code 10m}, {@code 24h} or {@code 3d}. */
  private static final class Times extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhd])");

    Times() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Matcher matcher = TIME.matcher(parser.getText());
      if (!matcher.matches()) {
        throw JsonMappingException.from(
            parser,
            parser.currentName() + ": expected a time such as 10m, got '" + parser.getText() + "'");
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }

  private static ReleaseException invalid(String name, String why, Exception cause) {
    return new ReleaseException(
        Problem.INVALID_POLICY, "release policy " + name + ": " + why, cause);
  }

  private static void require(boolean condition, String key, String expected, Object got) {
    if (!condition) {
      throw new IllegalArgumentException(key + ": expected " + expected + ", got " + got);
    }
  }

  private static void positive(String key, @Nullable Duration time) {
    require(
        time != null && !time.isNegative() && !time.isZero(),
        key,
        "a time such as 10m",
        String.valueOf(time));
  }
}
