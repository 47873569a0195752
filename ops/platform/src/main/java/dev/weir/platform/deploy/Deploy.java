package dev.weir.platform.deploy;

import dev.weir.platform.PlatformException;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.FlinkRestException;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.setup.SubjectSetup;
import dev.weir.platform.setup.TopicSetup;
import dev.weir.serde.topic.WeirTopic;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one-shots of a deployment on servers that run elsewhere. Each may be run again at any time
 * and then changes only what is missing.
 *
 * <pre>
 *   topics     creates topics and registers subjects
 *   text-job   submits the text scoring job unless it runs
 *   fraud-job  submits the fraud scoring job unless it runs
 * </pre>
 */
public final class Deploy {
  private static final String USAGE =
      """
      topics     --bootstrap-servers=HOST:PORT --schema-registry=URL [--topic-prefix=weir.] [--wait-seconds=120]
      text-job   --bootstrap-servers=HOST:PORT --schema-registry=URL --flink=URL --model=DIR
                 [--jar=FILE] [--parallelism=1] [--from=SAVEPOINT] [--topic-prefix=weir.] [--wait-seconds=120]
      fraud-job  the same flags; without --from it begins with no history of any card""";

  private Deploy() {}

  /** Ends with 0, with 1 after a failure, with 2 on wrong usage. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> words, PrintStream out, PrintStream err) {
    try {
      if (words.isEmpty() || words.contains("--help")) {
        out.println(USAGE);
        return 0;
      }
      List<String> flags = words.subList(1, words.size());
      out.println(
          switch (words.get(0)) {
            case "topics" -> topics(flags);
            case "text-job" -> job("weir-text-scoring", "dev.weir.flink.TextScoringJob", flags);
            case "fraud-job" -> job("weir-fraud-scoring", "dev.weir.flink.FraudScoringJob", flags);
            default ->
                throw new UsageException(
                    "unknown one-shot '%s'; known: topics, text-job, fraud-job"
                        .formatted(words.get(0)));
          });
      return 0;
    } catch (UsageException e) {
      err.println("weir: " + e.getMessage());
      return 2;
    } catch (PlatformException | FlinkRestException e) {
      err.println("weir: " + e.getMessage());
      return 1;
    }
  }

  private static String topics(List<String> words) {
    Flags flags = Flags.parse(words, common());
    String brokers = flags.text("--bootstrap-servers");
    String prefix = flags.text("--topic-prefix");
    SubjectSetup subjects = new SubjectSetup(URI.create(flags.text("--schema-registry")));
    Patience patience = new Patience(Duration.ofSeconds(flags.number("--wait-seconds")));
    List<String> created = patience.untilAnswered(() -> TopicSetup.createMissing(brokers, prefix));
    patience.untilAnswered(
        () -> {
          subjects.registerAll(prefix);
          return prefix;
        });
    return created.isEmpty()
        ? "all topics were there; subjects are registered"
        : "created %s; subjects are registered".formatted(String.join(", ", created));
  }

  private static String job(String name, String entryClass, List<String> words) {
    Map<String, @Nullable String> known = common();
    known.put("--flink", null);
    known.put("--model", null);
    known.put("--jar", defaultJar());
    known.put("--parallelism", "1");
    known.put("--from", "");
    Flags flags = Flags.parse(words, known);
    OneJob job =
        new OneJob(
            new FlinkRest(URI.create(flags.text("--flink"))),
            Duration.ofSeconds(flags.number("--wait-seconds")));
    OneJob.Kept kept =
        job.keep(
            name,
            Path.of(flags.text("--jar")),
            new JobRun(
                entryClass,
                Arrays.asList(
                    "--bootstrap-servers", flags.text("--bootstrap-servers"),
                    "--schema-registry", flags.text("--schema-registry"),
                    "--topic-prefix", flags.text("--topic-prefix"),
                    "--model", flags.text("--model")),
                flags.number("--parallelism"),
                Optional.of(flags.text("--from")).filter(from -> !from.isEmpty()),
                Map.of()));
    return "%s runs as %s%s".formatted(name, kept.jobId(), kept.submitted() ? "" : ", as before");
  }

  private static Map<String, @Nullable String> common() {
    Map<String, @Nullable String> known = new LinkedHashMap<>();
    known.put("--bootstrap-servers", null);
    known.put("--schema-registry", null);
    known.put("--topic-prefix", WeirTopic.DEFAULT_PREFIX);
    known.put("--wait-seconds", "120");
    return known;
  }

  private static String defaultJar() {
    return Path.of(System.getProperty("weir.dist", "."), "jobs", "weir-text-job.jar").toString();
  }
}
