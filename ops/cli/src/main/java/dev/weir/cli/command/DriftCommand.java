package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.drift.DriftTable;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.cli.record.AvroJson;
import dev.weir.cli.show.Json;
import dev.weir.schemas.DriftReport;
import dev.weir.scoring.drift.LatestReports;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir drift}: how far the stream has moved from what the models were made for. */
@Command(
    name = "drift",
    header = "Show how far the stream has moved from what the models were made for.",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the latest report of each slice, those that moved furthest first: the feature that moved",
      "furthest, its PSI, the PSI that chance alone gives, the Jensen-Shannon distance, and the share",
      "of right answers as it is estimated from the scores. A dash as the verdict: the first records",
      "are still gathered. docs/drift.md explains the figures.",
      ""
    })
public final class DriftCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Reports of several days, as a rule. */
  private static final long MOST_READ = 20_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "how many slices to show (default: 40)")
  private int limit = 40;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new UsageFailure("--limit: expected 1 or more, got " + limit);
    }
    LatestReports reports = read(kafka.connection().checked());
    List<DriftReport> shown = reports.worstFirst(limit);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object().put("slices", reports.size());
      ArrayNode all = root.putArray("reports");
      shown.forEach(report -> all.add(AvroJson.toJson(report)));
      out.println(root);
    } else if (shown.isEmpty()) {
      out.println("no reports of drift yet; the first come when a window is over");
    } else {
      out.println(DriftTable.head());
      shown.forEach(report -> out.println(DriftTable.line(report)));
    }
    return 0;
  }

  private static LatestReports read(Connection connection) throws IOException {
    String topic = WeirTopic.DRIFT.topicName(connection.topicPrefix());
    LatestReports reports = new LatestReports();
    try (SchemaRegistryClient registry =
            RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
        TopicReader reader = new TopicReader(connection, List.of(topic))) {
      WeirAvroDeserializer<DriftReport> values =
          new WeirAvroDeserializer<>(DriftReport.class, registry);
      Map<TopicPartition, Long> ends = reader.ends();
      reader.seekBeforeEnd(MOST_READ);
      while (reader.isBehind(ends)) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          DriftReport report = decoded(values, record);
          if (report != null) {
            reports.add(report);
          }
        }
      }
    }
    return reports;
  }

  /** A record that somebody else put there is passed over. */
  private static @Nullable DriftReport decoded(
      WeirAvroDeserializer<DriftReport> values, ConsumerRecord<byte[], byte[]> record) {
    try {
      return values.deserialize(record.topic(), record.value());
    } catch (UndecodableRecordException e) {
      return null;
    }
  }
}
