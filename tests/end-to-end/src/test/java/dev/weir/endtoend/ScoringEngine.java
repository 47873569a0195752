package dev.weir.endtoend;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Text scoring on either engine, for tests that ask the same of both. */
enum ScoringEngine {
  FLINK {
    @Override
    Run resume(String from, Platform platform, TestTopics topics, Path dir, String... options) {
      FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
      TextJob job = TextJob.resume(flink, platform, topics, from, options);
      return new Run() {
        @Override
        public Set<String> metricNames() {
          return job.metricNames();
        }

        @Override
        public double counter(String name) {
          return job.counter("weir." + name);
        }

        @Override
        public double gauge(String name) {
          return counter(name);
        }

        @Override
        public double byTag(String name, String tag, String value) {
          return job.counter("weir." + tag + "." + value.replace('.', '_') + "." + name);
        }

        @Override
        public String log() {
          return read(SharedPlatform.nodeLog());
        }

        @Override
        public String stop() {
          return flink.stopWithSavepoint(
              job.id(), dir.resolve("savepoint").toUri().toString(), LIMIT);
        }

        @Override
        public void close() {
          if (!flink.state(job.id()).isEnd()) {
            job.cancel();
          }
        }
      };
    }
  },
  STREAMS {
    @Override
    Run resume(String from, Platform platform, TestTopics topics, Path dir, String... options) {
      StreamsApp app =
          StreamsApp.start(platform, topics, SharedPlatform.sampleModel(), dir, options)
              .awaitRunning();
      return new Run() {
        @Override
        public Set<String> metricNames() {
          return app.metrics().names();
        }

        @Override
        public double counter(String name) {
          return app.metrics().sum(name, Map.of());
        }

        @Override
        public double gauge(String name) {
          return app.metrics().each(name).stream()
              .mapToDouble(value -> ((Number) value).doubleValue())
              .max()
              .orElseThrow();
        }

        @Override
        public double byTag(String name, String tag, String value) {
          return app.metrics().sum(name, Map.of(tag, value));
        }

        @Override
        public String log() {
          return app.log();
        }

        @Override
        public String stop() {
          if (app.stop() != 0) {
            throw new IllegalStateException("the application failed: " + app.said());
          }
          return "";
        }

        @Override
        public void close() {
          app.close();
        }
      };
    }
  };

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Starts scoring with the sample model, from the beginning, and waits until it runs. */
  Run start(Platform platform, TestTopics topics, Path dir, String... options) {
    return resume(null, platform, topics, dir, options);
  }

  /** The same from where another run stopped, in whose folder Kafka Streams finds its state. */
  abstract Run resume(
      String from, Platform platform, TestTopics topics, Path dir, String... options);

  /** The other one. */
  ScoringEngine other() {
    return this == FLINK ? STREAMS : FLINK;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Scoring that runs. Confined to one thread. */
  interface Run extends AutoCloseable {

    /** Names of Weir's metrics, without tags and the parts of a histogram. */
    Set<String> metricNames();

    /** A counter over all tasks, as it is reported of late. */
    double counter(String name);

    /** A number that the one thread that scores tells. */
    double gauge(String name);

    /** The part of a counter with that tag. */
    double byTag(String name, String tag, String value);

    /** What its process has logged. */
    String log();

    /** Ends it as an operator would; what another run may resume from. */
    String stop();

    @Override
    void close();
  }
}
